import { useCallback, useState } from 'react'
import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Choice } from '../../ui/choice.tsx'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'
import { AccessFoot } from './access-foot.tsx'
import { AccessFault, AccessNotice } from './access-notices.tsx'
import { chosenTarget } from './access-wish.ts'
import { AuthorizationCard } from './authorization-card.tsx'
import css from './console-access-place.module.css'
import { HistoryDialog } from './history-dialog.tsx'
import { JsonCard } from './json-card.tsx'
import { LockOutCard } from './lock-out-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { RunCard } from './run-card.tsx'
import { saveFile } from './save-file.ts'
import { StatementsCard } from './statements-card.tsx'
import { useAccess } from './use-access.ts'
import { useAccessCommands } from './use-access-commands.ts'
import { useDrift } from './use-drift.tsx'
import { usePlan } from './use-plan.ts'
import { useRun } from './use-run.ts'
import { ViewpointDialog } from './viewpoint-dialog.tsx'
import { WordsCard } from './words-card.tsx'

/** Console access of one profile's account: what stands there, what would change, and the way back. */
export function AccessRoom({
  profile: { name: profile, state },
  target,
}: {
  readonly profile: ProfileView
  readonly target: string | null
}) {
  const { link, view: window } = useApp()
  const { consoleAccess: texts } = useTexts()
  const isSignedIn = state !== 'ended' && state !== 'not-signed-in'
  const access = useAccess(profile, target, isSignedIn)
  const { view, refresh } = access
  const [wish, setWish] = useState<AccessWish>()
  const [mode, setMode] = useState<'form' | 'json'>('form')
  const [isAdding, setAdding] = useState(false)
  const [dialog, setDialog] = useState<'history' | 'viewpoint'>()
  const planning = usePlan(profile, target, wish)
  const run = useRun(
    useCallback(() => {
      setWish(undefined)
      refresh()
    }, [refresh]),
  )
  const choose = useCallback((next: 'form' | 'json') => {
    setMode(next)
    setWish(undefined)
  }, [])
  const drift = useDrift(profile, target, setWish)
  const undo = (change: string | null) => {
    setDialog(undefined)
    setMode('form')
    run.close()
    setWish({ kind: 'undo', change })
  }
  const save = () => {
    const name = `signet-console-access-${target ?? view?.accountId ?? profile}.json`
    link
      .call('consoleAccess.export', { profile, target })
      .then(({ text }) => {
        saveFile(name, text)
        toastDone(window, texts.exported(name))
      })
      .catch((thrown: unknown) => toastFailed(window, errorOf(thrown)))
  }
  const isOn = view && chosenTarget(view, target)?.isOn
  const acts = {
    ...{ refresh, undo, setMode: choose, setAdding, setDialog, setWish, save, pick: drift.pick },
    ...{ wish, isOn, mode, canApply: run.plan === undefined && typeof planning.planned?.id === 'string' },
  }
  useAccessCommands(acts)
  const modes = (
    <Choice
      label={texts.statements.how}
      value={mode}
      options={[
        { value: 'form', title: texts.statements.form },
        { value: 'json', title: texts.statements.json },
      ]}
      onChange={choose}
    />
  )
  const plan = run.plan ?? planning.planned?.view
  const hasPlan = plan !== undefined && run.result === undefined
  return (
    <div className={css.room} aria-busy={access.isReading}>
      <AccessFault {...{ access, profile, target, isSignedIn }} />
      {view && (
        <>
          <AccessNotice view={view} />
          <div className={css.columns}>
            <div className={css.column}>
              <WordsCard
                sentences={hasPlan ? plan.wordsAfterwards : view.words}
                isAfterwards={hasPlan}
                notes={view.notes}
                policy={view.policy}
              />
              <LockOutCard
                rows={hasPlan ? plan.rows : view.rows}
                hasPlan={hasPlan}
                onEdit={() => setDialog('viewpoint')}
              />
              {mode === 'json' ? (
                <JsonCard {...{ profile, target, modes }} readAt={view.readAt} onWish={setWish} />
              ) : (
                <StatementsCard
                  {...{ wish, modes, isAdding }}
                  statements={view.statements}
                  onWish={setWish}
                  onAdding={setAdding}
                />
              )}
            </div>
            <div className={`${css.column} ${css.side}`}>
              <AuthorizationCard view={view} target={target} wish={wish} onWish={setWish} />
              {run.plan ? (
                <RunCard run={run} onUndo={undo} />
              ) : (
                <PlanCard
                  planning={planning}
                  hasWish={wish !== undefined}
                  isUndo={wish?.kind === 'undo'}
                  onApply={(typed) => planning.planned && run.start(planning.planned, typed)}
                  onDiscard={() => setWish(undefined)}
                />
              )}
            </div>
          </div>
        </>
      )}
      <AccessFoot
        access={access}
        onSave={save}
        onCompare={drift.pick}
        onHistory={() => setDialog('history')}
        onUndo={() => undo(null)}
      />
      {drift.input}
      {drift.dialog}
      {dialog === 'history' && (
        <HistoryDialog profile={profile} onUndo={undo} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'viewpoint' && (
        <ViewpointDialog
          profile={profile}
          onClose={() => setDialog(undefined)}
          onSaved={() => {
            setDialog(undefined)
            refresh()
            planning.again()
          }}
        />
      )}
    </div>
  )
}
