/**
 * Bytes of a shared config file as text, so that any bytes come back as they were.
 *
 * The file is UTF-8. One that is not (an old editor, a damaged disk) is still ours to keep: it is read with one
 * character per byte, and written the same way.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'

export interface ConfigText {
  readonly text: string
  readonly encoding: 'utf-8' | 'one-byte'
}

/** The text of these bytes. A byte order mark stays in it. */
export function decodeConfigText(bytes: Uint8Array<ArrayBuffer>): ConfigText {
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      encoding: 'utf-8',
    }
  } catch {
    return { text: oneCharacterPerByte(bytes), encoding: 'one-byte' }
  }
}

/**
 * The bytes of this text.
 *
 * @throws {@link InputError} `config-invalid` when a file that is not UTF-8 would have to take other characters.
 */
export function encodeConfigText(config: ConfigText): Uint8Array<ArrayBuffer> {
  if (config.encoding === 'utf-8') return new TextEncoder().encode(config.text)
  const bytes = new Uint8Array(config.text.length)
  for (let index = 0; index < config.text.length; index += 1) {
    const code = config.text.charCodeAt(index)
    if (code > 0xff) {
      throw new InputError(
        'config-invalid',
        'The AWS config file is not UTF-8, so a name with other letters cannot be written to it. Save it as UTF-8 first.',
      )
    }
    bytes[index] = code
  }
  return bytes
}

function oneCharacterPerByte(bytes: Uint8Array<ArrayBuffer>): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  return text
}
