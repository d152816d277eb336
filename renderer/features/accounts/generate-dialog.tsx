import { type FormEvent, useState } from 'react'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { spokenSentence } from '../../texts/spoken.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { toastDone } from '../../ui/toasts.tsx'
import { generateAbout } from './dialog-about.ts'
import css from './generate-dialog.module.css'
import { GenerationPreview } from './generation-preview.tsx'
import { nothingToWrite } from './nothing-to-write.ts'
import { type Generation, useGeneration } from './use-generation.ts'
import { useTaskEnd } from './use-task-end.ts'

const usualTemplate = '{account_name}-{role}'

/** Profiles for roles: which, how they are named, and what it would do to the config before it is done. */
export function GenerateDialog({ about }: { readonly about: string | undefined }) {
  const { link, view, texts } = useApp()
  const { accounts, frame } = texts
  const { generation: words } = accounts
  const begun = generateAbout(about)
  const sessions = useAgentState((state) => state.sessions).filter(({ kind }) => kind === 'identity-center')
  const [session, setSession] = useState(begun.session ?? sessions[0]?.id ?? '')
  const [filter, setFilter] = useState(begun.filter)
  const [template, setTemplate] = useState(usualTemplate)
  const [region, setRegion] = useState('')
  const [prune, setPrune] = useState(false)
  const [task, setTask] = useState<string>()
  const [fault, setFault] = useState<ErrorView>()
  const request: Generation = {
    session: session || null,
    filter: filter.trim() || null,
    template: template.trim() === usualTemplate ? null : template.trim() || null,
    region: region.trim() || null,
    prune,
  }
  const { plan, error, isCurrent } = useGeneration(request)
  const close = () => view.setState({ dialog: undefined })
  const running = useTaskEnd(task, (summary) => {
    close()
    toastDone(view, summary.map((each) => spokenSentence(each, texts.sayings)).join(' '), {
      title: accounts.adding.undo,
      run: () => view.setState({ dialog: { name: 'undo-config', about: 'config:1' } }),
    })
  })
  const failed = running?.outcome?.kind === 'failed' ? running.outcome.error : undefined
  const isBusy = task !== undefined && !running?.outcome
  const changes = plan ? plan.counts.added + plan.counts.changed + (prune ? plan.counts.gone : 0) : 0
  const said = plan && nothingToWrite(plan.counts, changes)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setFault(undefined)
    link
      .call('accounts.generate', request)
      .then((started) => setTask(started.task))
      .catch((thrown: unknown) => setFault(errorOf(thrown)))
  }
  const shownError = fault ?? failed ?? error
  return (
    <Dialog title={words.title} look="wide" onClose={close}>
      <form className={css.form} onSubmit={submit}>
        <div className={css.fields}>
          <div className={css.pair}>
            {sessions.length > 1 && (
              <SelectField
                label={words.session}
                value={session}
                options={sessions.map(({ id, name }) => ({ value: id, title: name ?? id }))}
                onChange={setSession}
              />
            )}
            <Field
              label={words.filter}
              hint={words.filterHint}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
              maxLength={1_000}
              autoFocus
              isCode
            />
          </div>
          <div className={css.pair}>
            <Field
              label={words.template}
              hint={words.templateHint}
              value={template}
              onChange={(event) => setTemplate(event.target.value)}
              maxLength={256}
              isCode
            />
            <Field
              label={words.region}
              hint={words.regionHint}
              value={region}
              onChange={(event) => setRegion(event.target.value)}
              maxLength={64}
              isCode
            />
          </div>
          <CheckBox label={words.prune} hint={words.pruneHint} isOn={prune} onChange={setPrune} />
        </div>
        {shownError && <ErrorNotice error={shownError} />}
        {!plan && !error && <p role="status">{words.looking}</p>}
        {plan && !error && said !== 'noFit' && (
          <GenerationPreview plan={plan} prunes={prune} isCurrent={isCurrent} />
        )}
        {isCurrent && said && <Notice tone={said === 'nothing' ? 'ok' : 'warn'}>{words[said]}</Notice>}
        <div className={css.buttons}>
          <Button onClick={close}>{frame.cancel}</Button>
          <Button look="primary" type="submit" disabled={!isCurrent || !plan || changes === 0 || isBusy}>
            {isBusy ? words.underWay : words.write(changes)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
