/**
 * A change as Signet keeps it: what was to be sent, what was sent, and what undoes it. It holds no secret.
 *
 * @module
 */
import * as z from 'zod/mini'
import { errorCodeSchema } from '../../preload/contract/errors.ts'
import type { ChangeStep } from './plan-steps.ts'
import { inputShape, tidy } from './statement-input.ts'

const inputSchema = z.pipe(z.object(inputShape), z.transform(tidy))

const progress = {
  /** `sent` without an answer: AWS may have done it or not. */
  state: z.enum(['planned', 'sent', 'done', 'failed']),
  /** Epoch milliseconds, of the last change of `state`. */
  at: z.optional(z.number()),
  fault: z.optional(errorCodeSchema),
}

const recordedStepSchema = z.discriminatedUnion('do', [
  z.object({ ...progress, do: z.literal('authorization-off'), targetId: z.string() }),
  z.object({ ...progress, do: z.literal('authorization-on'), targetId: z.string() }),
  z.object({
    ...progress,
    do: z.literal('remove-statement'),
    statementId: z.string(),
    clientToken: z.string(),
    condition: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
    input: z.optional(inputSchema),
  }),
  z.object({
    ...progress,
    do: z.literal('add-statement'),
    input: inputSchema,
    clientToken: z.string(),
    /** As AWS answered it. */
    statementId: z.optional(z.string()),
  }),
  z.object({ ...progress, do: z.literal('wait') }),
])
export type RecordedStep = z.infer<typeof recordedStepSchema>

export const changeRecordSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  profile: z.string(),
  accountId: z.string(),
  targetId: z.string(),
  /** When it began to be sent, epoch milliseconds. */
  plannedAt: z.number(),
  /** When reading showed all of it. */
  seenAt: z.optional(z.number()),
  /** The change that this one takes back. */
  undoOf: z.optional(z.string()),
  steps: z.array(recordedStepSchema),
})
export type ChangeRecord = z.infer<typeof changeRecordSchema>

export function recorded(step: ChangeStep): RecordedStep {
  if (step.do === 'add-statement') return { ...step, input: tidy(step.input), state: 'planned' }
  if (step.do === 'remove-statement') {
    const { input, condition, ...rest } = step
    const copy = { ...rest, condition: copied(condition), state: 'planned' as const }
    return input ? { ...copy, input: tidy(input) } : copy
  }
  return { ...step, state: 'planned' }
}

function copied(condition: Extract<ChangeStep, { do: 'remove-statement' }>['condition']) {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, [...values]])),
    ]),
  )
}

/** Calls that AWS has taken, or may have taken. */
export function takenSteps({ steps }: ChangeRecord): readonly RecordedStep[] {
  return steps.filter((step) => step.do !== 'wait' && (step.state === 'done' || step.state === 'sent'))
}

/** With one step further. */
export function withStep(record: ChangeRecord, index: number, change: Partial<RecordedStep>): ChangeRecord {
  const steps = record.steps.map((step, at) =>
    at === index ? ({ ...step, ...change } as RecordedStep) : step,
  )
  return { ...record, steps }
}
