import { useTexts } from '../../app-context.tsx'
import css from './cards.module.css'
import { markedWords } from './marked-words.ts'

/** What is longer is broken where the line ends. */
const longest = 44

/** The policy in sentences: as it stands, or as it will. */
export function WordsCard({
  sentences,
  isAfterwards,
  notes,
  policy,
}: {
  readonly sentences: readonly string[]
  readonly isAfterwards: boolean
  readonly notes: readonly string[]
  /** As AWS has it, JSON. */
  readonly policy: string
}) {
  const { consoleAccess: texts } = useTexts()
  return (
    <section className={css.card} aria-labelledby="access-words">
      <h2 id="access-words">{isAfterwards ? texts.wordsAfter : texts.words}</h2>
      <div className={css.sentences}>
        {sentences.map((sentence) => (
          <Sentence key={sentence} text={sentence} />
        ))}
        {notes.map((note) => (
          <p key={note} className={css.note}>
            {note}
          </p>
        ))}
      </div>
      <details className={css.more}>
        <summary>{texts.policy}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <pre tabIndex={0}>{indented(policy)}</pre>
      </details>
    </section>
  )
}

export function Sentence({ text }: { readonly text: string }) {
  return (
    <p>
      {markedWords(text).map((part, index) =>
        part.isCode ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
          <code key={index} className={part.text.length > longest ? css.value : `${css.value} ${css.whole}`}>
            {part.text}
          </code>
        ) : (
          part.text
        ),
      )}
    </p>
  )
}

function indented(policy: string): string {
  try {
    return JSON.stringify(JSON.parse(policy), undefined, 2)
  } catch {
    return policy
  }
}
