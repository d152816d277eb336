/**
 * How to ask the person who started something. An absent callback means that nobody can be asked: refuse.
 * An answer of undefined means that the person turned away.
 */
export interface Prompts {
  /** One line of text. `secret` answers are not echoed. */
  ask?(question: { readonly message: string; readonly secret: boolean }): Promise<string | undefined>
  /** Text for the person to read, now. */
  tell?(message: string): void
}
