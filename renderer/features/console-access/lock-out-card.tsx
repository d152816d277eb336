import { Fragment, useState } from 'react'
import type { AccessVerdictView, LockOutRowView } from '../../../preload/contract/console-access-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import css from './cards.module.css'
import table from './lock-out-card.module.css'

/** Everybody the policy is tried against: now, and with the change afterwards. Why, on a press. */
export function LockOutCard({
  rows,
  hasPlan,
  onEdit,
}: {
  readonly rows: readonly LockOutRowView[]
  readonly hasPlan: boolean
  readonly onEdit: () => void
}) {
  const { consoleAccess: texts } = useTexts()
  const { lockOut } = texts
  return (
    <section className={css.card} aria-labelledby="access-lock-out">
      <div className={css.head}>
        <h2 id="access-lock-out">{lockOut.title}</h2>
        <Button look="bare" onClick={onEdit}>
          {lockOut.edit}
        </Button>
      </div>
      <div className={css.frame}>
        <table className={css.table} aria-labelledby="access-lock-out">
          <thead>
            <tr>
              <th scope="col">{lockOut.columns.who}</th>
              <th scope="col">{lockOut.columns.from}</th>
              <th scope="col">{lockOut.columns.before}</th>
              <th scope="col">{lockOut.columns.after}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.name} ${row.principalArn} ${row.from}`} row={row} hasPlan={hasPlan} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row({ row, hasPlan }: { readonly row: LockOutRowView; readonly hasPlan: boolean }) {
  const { consoleAccess: texts } = useTexts()
  const [isOpen, setOpen] = useState(false)
  const { name, from, principalArn, reasons, outcome } = row
  return (
    <Fragment>
      <tr className={hasPlan && (outcome === 'loses' || outcome === 'gains') ? table.changed : undefined}>
        <th scope="row">
          <button
            type="button"
            className={table.who}
            aria-expanded={isOpen}
            aria-label={texts.lockOut.why(name)}
            title={principalArn}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true" className={table.arrow}>
              {isOpen ? '▾' : '▸'}
            </span>
            <bdi>{name}</bdi>
          </button>
        </th>
        <td>
          <From text={from} />
        </td>
        <td>
          <Change row={row} phase="beforeSignIn" hasPlan={hasPlan} />
        </td>
        <td>
          <Change row={row} phase="afterSignIn" hasPlan={hasPlan} />
        </td>
      </tr>
      {isOpen && (
        <tr className={table.reasons}>
          <td colSpan={4}>
            <code>{principalArn}</code>
            {reasons.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </td>
        </tr>
      )}
    </Fragment>
  )
}

/** An address or an endpoint; or words, such as that it is not known. */
function From({ text }: { readonly text: string }) {
  const Tag = /\d/.test(text) ? 'code' : 'span'
  return (
    <Tag className={table.from} title={text}>
      {text}
    </Tag>
  )
}

type Verdict = AccessVerdictView['beforeSignIn']

function Change({
  row: { now, afterwards, onceOn },
  phase,
  hasPlan,
}: {
  readonly row: LockOutRowView
  readonly phase: keyof AccessVerdictView
  readonly hasPlan: boolean
}) {
  const { lockOut } = useTexts().consoleAccess
  const [is, will, once] = [now[phase], afterwards[phase], onceOn?.[phase]]
  return (
    <span className={table.change}>
      {hasPlan && is !== will ? (
        <>
          <span className="visually-hidden">{lockOut.now}</span>
          <VerdictWord verdict={is} isPast />
          <span aria-hidden="true">→</span>
          <span className="visually-hidden">{lockOut.afterwards}</span>
          <VerdictWord verdict={will} />
        </>
      ) : (
        <VerdictWord verdict={will} />
      )}
      {once !== undefined && once !== will && (
        <span className={table.once}>
          {lockOut.onceOn} <VerdictWord verdict={once} />
        </span>
      )}
    </span>
  )
}

const shapes = { 'let-in': '✓', 'locked-out': '✕', 'cannot-tell': '?' } as const

function VerdictWord({ verdict, isPast = false }: { readonly verdict: Verdict; readonly isPast?: boolean }) {
  const { lockOut } = useTexts().consoleAccess
  return (
    <span className={isPast ? table.past : table[verdict]}>
      <span aria-hidden="true">{shapes[verdict]}</span> {lockOut.verdicts[verdict]}
    </span>
  )
}
