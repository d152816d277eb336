import { useEffect, useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useAgentState, useApp, useConnection } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { AgentSentence } from '../../ui/agent-sentence.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PlaceError } from '../../ui/place-error.tsx'
import { whenText, wholeWhenText } from '../../ui/when-text.ts'
import { makeDefault } from '../profiles/switch-default.ts'
import css from './default-card.module.css'

/** What stands behind `[default]`, and the way back. */
export function DefaultCard() {
  const app = useApp()
  const { link, view, texts } = app
  const { byDefault } = texts.config
  const isOpen = useConnection() === 'open'
  const profiles = useAgentState((state) => state.profiles)
  const [state, setState] = useState<CallReply<'config.default'>>()
  const [error, setError] = useState<ErrorView>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list of profiles may have another default
  useEffect(() => {
    if (!isOpen) return
    let isWanted = true
    link
      .call('config.default', {})
      .then((found) => isWanted && setState(found))
      .catch((thrown: unknown) => isWanted && setError(errorOf(thrown)))
    return () => {
      isWanted = false
    }
  }, [link, isOpen, profiles])
  if (error) return <PlaceError error={error} />
  if (state === undefined) return null
  const { profile, isFollowed, since, warnings } = state
  return (
    <section className={css.card} aria-label={byDefault.title}>
      <div className={css.words}>
        <p>
          <bdi>
            {profile === null
              ? byDefault.none
              : isFollowed
                ? byDefault.follows(profile)
                : byDefault.notFollowed(profile)}
          </bdi>
          {since !== null && (
            <span className={css.since} title={wholeWhenText(since, texts.language)}>
              {' '}
              {byDefault.since(whenText(since, Date.now(), texts.language))}
            </span>
          )}
        </p>
        {warnings.map((warning) => (
          <Notice key={warning} tone="warn">
            <AgentSentence text={warning} />
          </Notice>
        ))}
      </div>
      {profile !== null && !isFollowed && (
        <Button onClick={() => void makeDefault(app, profile)}>{byDefault.followAgain(profile)}</Button>
      )}
      {isFollowed && (
        <Button onClick={() => view.setState({ dialog: { name: 'restore-default' } })}>
          {byDefault.restore}
        </Button>
      )}
    </section>
  )
}
