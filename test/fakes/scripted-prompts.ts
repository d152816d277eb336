import type { Prompts, Question } from '../../main/kernel/ports/prompts.ts'

/** A person who answers as written. `undefined` turns away; a question beyond the script throws. */
export class ScriptedPrompts implements Prompts {
  readonly asked: { readonly message: string; readonly secret: boolean }[] = []
  /** The same, with what a face with words of its own makes of them. */
  readonly questions: Question[] = []
  readonly told: string[] = []
  readonly #answers: (string | undefined)[]

  constructor(...answers: (string | undefined)[]) {
    this.#answers = answers
  }

  ask = async (question: Question): Promise<string | undefined> => {
    this.asked.push({ message: question.message, secret: question.secret })
    this.questions.push(question)
    if (this.#answers.length === 0) throw new Error(`nobody answers: ${question.message}`)
    return this.#answers.shift()
  }

  tell = (message: string): void => {
    this.told.push(message)
  }
}
