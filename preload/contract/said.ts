/**
 * What the agent says: its sentence in English, and what the sentence is made of, so that a window can say the same in its own
 * language. The agent does not know which language that is.
 *
 * @module
 */
import * as z from 'zod/mini'

/** Names and numbers as they are; a smaller thing that is said; or several. */
export type SaidValue = string | number | boolean | Said | readonly (string | Said)[]

export interface Said {
  /** Of the closed list in the sayings; an unknown one is shown as its `text`. */
  readonly id: string
  readonly values: Readonly<Record<string, SaidValue>>
  /** In English, as the terminal prints it. */
  readonly text: string
}

const plainValue = [z.string(), z.number(), z.boolean()] as const

const innermostSchema: z.ZodMiniType<Said> = z.object({
  id: z.string(),
  values: z.record(z.string(), z.union([...plainValue, z.array(z.string())])),
  text: z.string(),
})

/** With one more round of smaller things inside. */
function around(inner: z.ZodMiniType<Said>): z.ZodMiniType<Said> {
  const parts = z.array(z.union([z.string(), inner]))
  return z.object({
    id: z.string(),
    values: z.record(z.string(), z.union([...plainValue, inner, parts])),
    text: z.string(),
  })
}

/** The deepest is a reason: a refusal, a finding, a state that is one of several, of which one is so again. */
export const saidSchema = around(around(around(around(innermostSchema))))

/** Beside a view's sentences: what they are made of, each found by its `text`. Left out where nobody needs it. */
export const saidListSchema = z.optional(z.array(saidSchema))
