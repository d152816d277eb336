/**
 * Whether a change can lock people out, so that a person has to type a confirmation first.
 *
 * @module
 */
import { type LockOutQuestion, type LockOutRow, signsIn } from './lock-out.ts'

export type Danger =
  /** They could sign in before, and cannot after. */
  | { readonly kind: 'loses'; readonly rows: readonly LockOutRow[] }
  /** After the change it cannot be told whether they can. */
  | { readonly kind: 'cannot-tell'; readonly rows: readonly LockOutRow[] }
  /** The rules get stricter, and no break-glass principal surely gets in after. Empty rows: none was named. */
  | { readonly kind: 'no-break-glass'; readonly rows: readonly LockOutRow[] }

export interface DangerQuestion extends Pick<LockOutQuestion, 'before' | 'after'> {
  readonly rows: readonly LockOutRow[]
  /** The ARNs of the principals that must always get in. */
  readonly breakGlass: readonly string[]
}

/** Empty when the change is safe as far as can be told. */
export function endangers({ rows, before, after, breakGlass }: DangerQuestion): readonly Danger[] {
  const loses = rows.filter(({ change }) => change === 'loses')
  const open = rows.filter((row) => {
    const will = signsIn(row.after)
    return row.change === 'cannot-tell' && will !== 'in'
  })
  const glass = rows.filter(({ situation }) => breakGlass.includes(situation.principal.arn))
  const isReached = glass.some((row) => signsIn(row.after) === 'in')
  const dangers: Danger[] = [
    { kind: 'loses', rows: loses },
    { kind: 'cannot-tell', rows: open },
  ]
  const found = dangers.filter((danger) => danger.rows.length > 0)
  return isReached || !isStricter(before, after) ? found : [...found, { kind: 'no-break-glass', rows: glass }]
}

/** Whether somebody may be refused after who was not before. Taking rules away, or turning them off, is never stricter. */
export function isStricter(before: DangerQuestion['before'], after: DangerQuestion['after']): boolean {
  if (after.enabled === false) return false
  const rules = after.policy.Statement.filter(({ Effect }) => Effect !== 'Allow')
  if (before.enabled !== true) return rules.length > 0
  const had = new Set(before.policy.Statement.map((statement) => JSON.stringify(statement)))
  return rules.some((statement) => !had.has(JSON.stringify(statement)))
}
