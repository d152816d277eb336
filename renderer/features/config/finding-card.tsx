import type { FindingView } from '../../../preload/contract/views.ts'
import { useAgentState, useApp } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { toastFailed } from '../../ui/toasts.tsx'
import { Told } from '../../ui/told.tsx'
import { unlockVault } from '../../ui/unlock-vault.ts'
import { makeDefault } from '../profiles/switch-default.ts'
import { adviceParts, mendsOf } from './mends.ts'
import css from './problems-tab.module.css'
import { spokenFinding } from './spoken-finding.ts'

const tones = { problem: 'bad', warning: 'warn', note: 'accent', ok: 'ok' } as const

/** One thing that was looked at: what is wrong, for whom, and what mends it. */
export function FindingCard({ finding }: { readonly finding: FindingView }) {
  const app = useApp()
  const { view, link, texts } = app
  const { problems: words } = texts.config
  const vault = useAgentState((state) => state.vault.state)
  const { subject, verdict, text, advice } = spokenFinding(finding, texts.sayings)
  const { action } = mendsOf(finding, vault)
  const [first = '', ...further] = text.split('\n')
  const unlock = () =>
    unlockVault({ link, view }).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  const followAgain = () =>
    link
      .call('profiles.readDefault', {})
      .then(({ profile }) => (profile === null ? undefined : makeDefault(app, profile)))
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  return (
    <li className={css.finding}>
      <Badge tone={tones[verdict]}>{words.verdicts[verdict]}</Badge>
      <div className={css.words}>
        <p>
          <bdi className={css.subject}>{subject}</bdi>{' '}
          <bdi className={css.text}>
            <Told text={first} />
          </bdi>
        </p>
        {further.length > 0 && <Further lines={further} />}
        {advice !== null && (
          <div className={css.advice}>
            {adviceParts(advice).map(({ kind, text: part }) =>
              kind === 'words' ? (
                <bdi key={part}>
                  <Told text={part} />
                </bdi>
              ) : (
                <span key={part} className={css.command}>
                  <code>{part}</code>
                  <CopyButton text={part} label={words.copyCommand(part)} />
                </span>
              ),
            )}
          </div>
        )}
      </div>
      <div className={css.mends}>
        {action === 'unlock' && <Button onClick={() => void unlock()}>{words.mends.unlock}</Button>}
        {action === 'useDefault' && (
          <Button onClick={() => void followAgain()}>{words.mends.useDefault}</Button>
        )}
        {action === 'takeOver' && (
          <Button onClick={() => view.setState({ dialog: { name: 'take-over', about: 'sign-ins' } })}>
            {words.mends.takeOver}
          </Button>
        )}
      </div>
    </li>
  )
}

/** `AWS CLI: …`: how each kind of tool takes the line. */
function Further({ lines }: { readonly lines: readonly string[] }) {
  return (
    <dl className={css.further}>
      {lines.map((line) => {
        const [, who = '', what = line] = /^([^:]{1,12}):\s+(.*)$/.exec(line) ?? []
        return (
          <div key={line} style={{ display: 'contents' }}>
            <dt>{who}</dt>
            <dd>
              <bdi>
                <Told text={what} />
              </bdi>
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
