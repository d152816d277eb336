import { type FormEvent, useState } from 'react'
import type { TakeOverKind } from '../../../preload/contract/config-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Diff } from '../../ui/diff.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { TakeOverItems } from './take-over-items.tsx'
import { takeOverKinds } from './take-over-kinds.ts'
import css from './take-over-tab.module.css'
import { useTakeOver } from './use-take-over.ts'

/** What would be taken over and written, and then the press; keys ask for a typed word too. */
export function TakeOverDialog({ about }: { readonly about: string | undefined }) {
  const kind: TakeOverKind = takeOverKinds.find((each) => each === about) ?? 'sign-ins'
  const { link, view, texts } = useApp()
  const { takeOver } = texts.config
  const { shown, error } = useTakeOver(kind)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<ErrorView>()
  const close = () => view.setState({ dialog: undefined })
  const asksForWord = kind !== 'sign-ins'
  const word = typed.trim().toLowerCase()
  const isTyped = !asksForWord || word === takeOver.word || word === 'yes'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    link
      .call('config.takeOver', { kind, typed: asksForWord ? 'yes' : null })
      .then(({ task }) => view.setState({ dialog: { name: 'task', about: task } }))
      .catch((thrown: unknown) => setFault(errorOf(thrown)))
  }
  const problem = fault ?? error
  return (
    <Dialog title={takeOver.kinds[kind]} look="wide" onClose={close}>
      <form className={css.form} onSubmit={submit}>
        <p>{takeOver.texts[kind]}</p>
        {problem && <ErrorNotice error={problem} />}
        {!shown && !problem && <p role="status">{takeOver.looking}</p>}
        {shown?.items.length === 0 && <p className={css.text}>{takeOver.none[kind]}</p>}
        {shown && shown.items.length > 0 && <TakeOverItems items={shown.items} />}
        {shown?.files
          .filter(({ diff }) => diff.length > 0)
          .map(({ path, diff }) => (
            <figure key={path}>
              <figcaption className={css.path}>{path}</figcaption>
              <Diff lines={diff} label={path} />
            </figure>
          ))}
        {asksForWord && shown?.isReady && (
          <Field
            label={takeOver.typeYes}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            maxLength={16}
            autoFocus
            isCode
          />
        )}
        <div className={css.buttons}>
          <Button onClick={close}>{texts.frame.cancel}</Button>
          <Button look="primary" type="submit" disabled={!shown?.isReady || !isTyped}>
            {takeOver.submit[kind]}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
