/**
 * The value that bytes hold as JSON in UTF-8. Undefined for anything else, without the parser's reason, which quotes the text.
 * What the value is like is for a schema to say.
 */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch (thrown) {
    // What the decoder and the parser throw on damage.
    if (thrown instanceof SyntaxError || thrown instanceof TypeError) return undefined
    throw thrown
  }
}
