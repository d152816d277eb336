import type { ReactNode } from 'react'
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type {
  PermissionInputView,
  PermissionStatementView,
} from '../../../preload/contract/console-access-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { members, piecesOf, withAdded, withoutAdded, withRemoved } from './access-wish.ts'
import css from './cards.module.css'
import { StatementForm } from './statement-form.tsx'
import table from './statements-card.module.css'
import { Sentence } from './words-card.tsx'

export interface StatementsCardProps {
  readonly statements: readonly PermissionStatementView[]
  readonly wish: AccessWish | undefined
  readonly onWish: (wish: AccessWish | undefined) => void
  /** Form or JSON. */
  readonly modes: ReactNode
  readonly isAdding: boolean
  readonly onAdding: (isAdding: boolean) => void
}

/** The statements as they stand, what is to go and what is to come. */
export function StatementsCard(props: StatementsCardProps) {
  const { statements, wish, onWish, modes, isAdding, onAdding } = props
  const { statements: texts } = useTexts().consoleAccess
  const { add, remove } = piecesOf(wish)
  return (
    <section className={css.card} aria-labelledby="access-statements">
      <div className={css.head}>
        <h2 id="access-statements">{texts.title}</h2>
        {modes}
      </div>
      {statements.length === 0 && add.length === 0 && <p className={css.note}>{texts.none}</p>}
      {statements.length + add.length > 0 && (
        <ul className={table.list}>
          {statements.map((statement) => (
            <Listed
              key={statement.sid ?? statement.words}
              statement={statement}
              isRemoved={statement.sid !== null && remove.includes(statement.sid)}
              onRemove={(isRemoved) =>
                statement.sid !== null && onWish(withRemoved(wish, statement.sid, isRemoved))
              }
            />
          ))}
          {add.map((input, index) => (
            <li key={JSON.stringify(input)} className={table.added}>
              <div className={css.buttons}>
                <Badge tone="ok">+ {texts.added}</Badge>
                <span className={css.rest} />
                <Button look="bare" onClick={() => onWish(withoutAdded(wish, index))}>
                  {texts.remove}
                </Button>
              </div>
              <Members input={input} />
            </li>
          ))}
        </ul>
      )}
      {isAdding ? (
        <StatementForm
          onAdd={(input) => {
            onWish(withAdded(wish, input))
            onAdding(false)
          }}
          onClose={() => onAdding(false)}
        />
      ) : (
        <div>
          <Button onClick={() => onAdding(true)}>{texts.add}</Button>
        </div>
      )}
    </section>
  )
}

function Listed({
  statement: { sid, words, input },
  isRemoved,
  onRemove,
}: {
  readonly statement: PermissionStatementView
  readonly isRemoved: boolean
  readonly onRemove: (isRemoved: boolean) => void
}) {
  const { statements: texts } = useTexts().consoleAccess
  return (
    <li className={isRemoved ? table.removed : undefined}>
      <div className={css.buttons}>
        {sid !== null && (
          <>
            <code title={sid}>{sid.slice(0, 8)}…</code>
            <CopyButton text={sid} label={`${texts.copyId} ${sid.slice(0, 8)}`} />
          </>
        )}
        {input === null && <Badge>{texts.conditionOnly}</Badge>}
        {isRemoved && <Badge tone="bad">− {texts.removed}</Badge>}
        <span className={css.rest} />
        {sid !== null && (
          <Button
            look="bare"
            aria-label={`${isRemoved ? texts.keep : texts.remove}: ${sid.slice(0, 8)}`}
            onClick={() => onRemove(!isRemoved)}
          >
            {isRemoved ? texts.keep : texts.remove}
          </Button>
        )}
      </div>
      {input && <Members input={input} />}
      <Sentence text={words} />
    </li>
  )
}

function Members({ input }: { readonly input: PermissionInputView }) {
  const { form } = useTexts().consoleAccess
  return (
    <dl className={css.members}>
      {members
        .filter((member) => input[member] !== undefined)
        .map((member) => (
          <div key={member} className={table.member}>
            <dt title={member}>{form.members[member]}</dt>
            <dd>
              <code>{input[member]}</code>
            </dd>
          </div>
        ))}
    </dl>
  )
}
