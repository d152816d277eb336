import type { AccessWish } from '../../../preload/contract/calls-console-access.ts'
import type { ConsoleAccessView } from '../../../preload/contract/console-access-views.ts'
import { useTexts } from '../../app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { chosenTarget, piecesOf, withAuthorization } from './access-wish.ts'
import css from './cards.module.css'

/** At which scopes the statements bind, and the wish to change that. */
export function AuthorizationCard({
  view,
  target,
  wish,
  onWish,
}: {
  readonly view: ConsoleAccessView
  readonly target: string | null
  readonly wish: AccessWish | undefined
  readonly onWish: (wish: AccessWish | undefined) => void
}) {
  const { authorization: texts } = useTexts().consoleAccess
  const chosen = chosenTarget(view, target)
  const wanted = piecesOf(wish).authorization
  return (
    <section className={css.card} aria-labelledby="access-authorization">
      <h2 id="access-authorization">{texts.title}</h2>
      <ul className={css.sentences}>
        {view.targets.map(({ targetId, kind, isOn, scope }) => {
          const isChosen = targetId === chosen?.targetId
          return (
            <li key={targetId} className={css.buttons}>
              <span>{texts.kinds[kind]}</span>
              <code title={scope}>{targetId}</code>
              <Badge tone={isOn ? 'ok' : 'neutral'}>
                {isOn ? '●' : '○'} {isOn ? texts.on : texts.off}
              </Badge>
              {isChosen && wanted !== null && (
                <Badge tone="warn">▲ {wanted === 'on' ? texts.willBeOn : texts.willBeOff}</Badge>
              )}
              <span className={css.rest} />
              {isChosen && (
                <Button
                  onClick={() =>
                    onWish(withAuthorization(wish, wanted === null ? (isOn ? 'off' : 'on') : null))
                  }
                >
                  {wanted !== null ? texts.keep : isOn ? texts.turnOff : texts.turnOn}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
