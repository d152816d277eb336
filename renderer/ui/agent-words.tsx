import type { ErrorCode } from '../../preload/contract/errors.ts'
import { useTexts } from '../app-context.tsx'
import css from './agent-words.module.css'

/** What the agent says of an error, which it says in English; in another language its meaning stands before it. */
export function AgentWords({ code, words }: { readonly code: ErrorCode; readonly words: string }) {
  const { errors } = useTexts()
  const meaning = errors[code]
  if (meaning === undefined) return <span lang="en">{words}</span>
  return (
    <>
      {meaning}{' '}
      <span lang="en" className={css.original}>
        {words}
      </span>
    </>
  )
}
