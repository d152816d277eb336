/** A piece of a sentence: plain words, or a value as AWS spells it. */
export interface WordPart {
  readonly text: string
  readonly isCode: boolean
}

const value =
  /arn:[\w-]+:\S*?(?=[,.;]?(?:\s|$))|vpce?-[0-9a-z]+|[0-9a-f]*:[0-9a-f:]+\/?\d*|(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?|\b\d{12}\b|\b[a-z]{2}(?:-[a-z]+)+-\d\b/g

/** A sentence with its addresses, ids, ARNs and regions set apart. Joined, the parts are the sentence. */
export function markedWords(sentence: string): readonly WordPart[] {
  const parts: WordPart[] = []
  let at = 0
  for (const match of sentence.matchAll(value)) {
    if (match[0].length < 4) continue
    if (match.index > at) parts.push({ text: sentence.slice(at, match.index), isCode: false })
    parts.push({ text: match[0], isCode: true })
    at = match.index + match[0].length
  }
  if (at < sentence.length) parts.push({ text: sentence.slice(at), isCode: false })
  return parts
}
