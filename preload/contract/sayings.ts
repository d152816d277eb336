import type { FormSayings } from './said-forms.ts'
import type { ConsoleAccessSayings } from './sayings-console-access.ts'
import type { ExplanationSayings } from './sayings-explanation.ts'
import type { FindingSayings } from './sayings-findings.ts'

/** Everything that the agent says in sentences of its own, by id, with what it is made of. */
export type Sayings = ConsoleAccessSayings &
  FindingSayings &
  ExplanationSayings &
  FormSayings & {
    /** What nobody has other words for: a system's, or AWS's. */
    'in-english': { readonly words: string }
  }

export type SaidId = keyof Sayings
