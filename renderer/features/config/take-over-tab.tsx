import type { TakeOverKind } from '../../../preload/contract/config-views.ts'
import { useApp } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { PlaceError } from '../../ui/place-error.tsx'
import { TakeOverItems } from './take-over-items.tsx'
import { takeOverKinds } from './take-over-kinds.ts'
import css from './take-over-tab.module.css'
import { useTakeOver } from './use-take-over.ts'

/** What lies in the clear and could be Signet's, and the way back. */
export function TakeOverTab() {
  return (
    <div className={css.tab}>
      {takeOverKinds.map((kind) => (
        <TakeOverCard key={kind} kind={kind} />
      ))}
    </div>
  )
}

function TakeOverCard({ kind }: { readonly kind: TakeOverKind }) {
  const { view, texts } = useApp()
  const { takeOver } = texts.config
  const { shown, error } = useTakeOver(kind)
  const isEmpty = shown?.items.length === 0
  return (
    <section className={css.card} aria-label={takeOver.kinds[kind]}>
      <header className={css.head}>
        <div className={css.words}>
          <h2>{takeOver.kinds[kind]}</h2>
          <p className={css.text}>{takeOver.texts[kind]}</p>
        </div>
        <Button
          disabled={!shown?.isReady}
          onClick={() => view.setState({ dialog: { name: 'take-over', about: kind } })}
        >
          {takeOver.preview[kind]}
        </Button>
      </header>
      {error && <PlaceError error={error} />}
      {!shown && !error && <p role="status">{takeOver.looking}</p>}
      {isEmpty && <p className={css.text}>{takeOver.none[kind]}</p>}
      {shown && !isEmpty && <TakeOverItems items={shown.items} />}
      <p className={css.command}>
        <code>{takeOver.commands[kind]}</code>
        <CopyButton text={takeOver.commands[kind]} label={takeOver.commands[kind]} />
      </p>
    </section>
  )
}
