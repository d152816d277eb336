import type { QuestionProblem, QuestionTopic } from '../../../preload/contract/task-views.ts'

/**
 * How to ask the person who started something. An absent callback means that nobody can be asked: refuse.
 * An answer of undefined means that the person turned away.
 */
export interface Prompts {
  /** One line of text. */
  ask?(question: Question): Promise<string | undefined>
  /** Text for the person to read, now. */
  tell?(message: string): void
}

export interface Question {
  /** The whole, as a terminal asks it: what was wrong before included. */
  readonly message: string
  /** The answer is not echoed. */
  readonly secret: boolean
  /** For a face with words of its own. */
  readonly topic?: QuestionTopic
  readonly problem?: QuestionProblem
}
