import { type FormEvent, useEffect, useState } from 'react'
import type { KeptSituationView, ViewpointView } from '../../../preload/contract/calls-console-access.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import css from './cards.module.css'
import own from './viewpoint-dialog.module.css'

const blank = { name: '', principal: '', sourceIp: '', sourceVpc: '' }
type Line = Readonly<Record<keyof typeof blank, string>> & { readonly rest: Partial<KeptSituationView> }

/** Whom every change is tried against. The agent keeps it for this profile. */
export function ViewpointDialog({
  profile,
  onSaved,
  onClose,
}: {
  readonly profile: string
  readonly onSaved: () => void
  readonly onClose: () => void
}) {
  const { link } = useApp()
  const { consoleAccess, frame } = useTexts()
  const texts = consoleAccess.viewpoint
  const [breakGlass, setBreakGlass] = useState('')
  const [myIp, setMyIp] = useState('')
  const [lines, setLines] = useState<readonly Line[]>()
  const [error, setError] = useState<ErrorView>()
  useEffect(() => {
    link
      .call('consoleAccess.viewpoint', { profile })
      .then((kept) => {
        setBreakGlass(kept.breakGlass ?? '')
        setMyIp(kept.myIp ?? '')
        setLines(kept.situations.map(lineOf))
      })
      .catch((thrown: unknown) => setError(errorOf(thrown)))
  }, [link, profile])
  const save = (event: FormEvent) => {
    event.preventDefault()
    const viewpoint: ViewpointView = {
      breakGlass: breakGlass.trim() || null,
      myIp: myIp.trim() || null,
      situations: (lines ?? []).map(keptOf),
    }
    link
      .call('consoleAccess.keepViewpoint', { profile, viewpoint })
      .then(onSaved)
      .catch((thrown: unknown) => setError(errorOf(thrown)))
  }
  const change = (index: number, changed: Partial<Line>) =>
    setLines(lines?.map((line, at) => (at === index ? { ...line, ...changed } : line)))
  return (
    <Dialog title={texts.title} look="wide" onClose={onClose}>
      <form className={own.form} onSubmit={save}>
        <p className={css.note}>{texts.intro}</p>
        {/* What is kept comes first: it would overwrite what is typed. */}
        {lines !== undefined && (
          <div className={own.pair}>
            <Field
              label={texts.breakGlass}
              hint={texts.breakGlassHint}
              placeholder={consoleAccess.form.hints.excludedPrincipal}
              value={breakGlass}
              onChange={(event) => setBreakGlass(event.target.value)}
              maxLength={2048}
              isCode
              autoFocus
            />
            <Field
              label={texts.myIp}
              hint={texts.myIpHint}
              placeholder="203.0.113.7"
              value={myIp}
              onChange={(event) => setMyIp(event.target.value)}
              maxLength={100}
              isCode
            />
          </div>
        )}
        <h3>{texts.others}</h3>
        {lines?.length === 0 && <p className={css.note}>{texts.noOthers}</p>}
        {lines?.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity while they are typed
          <fieldset key={index} className={own.line}>
            <legend className="visually-hidden">{line.name || texts.name}</legend>
            {(['name', 'principal', 'sourceIp', 'sourceVpc'] as const).map((field) => (
              <Field
                key={field}
                label={texts[field]}
                value={line[field]}
                required={field === 'name' || field === 'principal'}
                maxLength={field === 'name' ? 200 : 2048}
                isCode={field !== 'name'}
                onChange={(event) => change(index, { [field]: event.target.value })}
              />
            ))}
            <Button
              look="bare"
              aria-label={texts.remove(line.name || String(index + 1))}
              onClick={() => setLines(lines.filter((_, at) => at !== index))}
            >
              ×
            </Button>
          </fieldset>
        ))}
        {error && <ErrorNotice error={error} />}
        <div className={css.buttons}>
          <Button
            disabled={lines === undefined || lines.length >= 50}
            onClick={() => setLines([...(lines ?? []), { ...blank, rest: {} }])}
          >
            {texts.add}
          </Button>
          <span className={css.rest} />
          <Button onClick={onClose}>{frame.cancel}</Button>
          <Button look="primary" type="submit" disabled={lines === undefined}>
            {texts.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function lineOf(rest: KeptSituationView): Line {
  const { name, principal, sourceIp = '', sourceVpc = '' } = rest
  return { name, principal, sourceIp, sourceVpc, rest }
}

/** Members that this list has no column for stay as they were. */
function keptOf({ name, principal, sourceIp, sourceVpc, rest }: Line): KeptSituationView {
  const { sourceIp: _ip, sourceVpc: _vpc, ...others } = rest
  return {
    ...others,
    name: name.trim(),
    principal: principal.trim(),
    ...(sourceIp.trim() ? { sourceIp: sourceIp.trim() } : {}),
    ...(sourceVpc.trim() ? { sourceVpc: sourceVpc.trim() } : {}),
  }
}
