/**
 * Sentences of the agent by their form: English with holes. The agent fills a form in, and a window reads it back, so that it
 * can say the same in its own language: of a line that a log has kept for weeks, too.
 *
 * A hole is `{path}`; `{#count}` takes a number alone, and `{@why}` what is a filled-in form itself.
 *
 * @module
 */
import type { Said } from './said.ts'

type RawHoleOf<Form extends string> = Form extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | RawHoleOf<Rest>
  : never

type NameOf<Hole extends string> = Hole extends `#${infer Name}` | `@${infer Name}` ? Name : Hole

/** What a form is filled in with, by the names of its holes. */
export type FillOf<Form extends string> = {
  readonly [Hole in RawHoleOf<Form> as NameOf<Hole>]: Hole extends `#${string}` ? number : string
}

/** What is read out of it. */
export type ReadOf<Form extends string> = {
  readonly [Hole in RawHoleOf<Form> as NameOf<Hole>]: Hole extends `@${string}` ? Said : string
}

/** Text, then what a hole takes, its name and the text behind it, and so on. */
export function piecesOf(form: string): readonly string[] {
  return form.split(/\{([#@]?)(\w+)\}/)
}

/** What is filled in stays as it is, whatever braces it has. */
export function filled(form: string, values: Readonly<Record<string, string | number>>): string {
  const partOf = [(text: string) => text, () => '', (name: string) => String(values[name])]
  return piecesOf(form)
    .map((piece, index) => partOf[index % 3]?.(piece))
    .join('')
}
