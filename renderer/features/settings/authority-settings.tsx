import type { AuthorityView } from '../../../preload/contract/settings-views.ts'
import { useTexts } from '../../app-context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { wholeWhenText } from '../../ui/when-text.ts'
import { Setting } from './setting-group.tsx'
import css from './settings-place.module.css'

const commands = {
  add: 'signet settings ca-file FILE.pem',
  reset: 'signet settings ca-file --reset',
} as const

/** Whose certificates are taken beside the system's. Whoever has their keys can answer as AWS, so they are never quiet. */
export function AuthoritySettings({ authorities }: { readonly authorities: readonly AuthorityView[] }) {
  const { settings } = useTexts()
  const hasSome = authorities.length > 0
  const command = hasSome ? commands.reset : commands.add
  return (
    <>
      <Setting
        title={settings.certificates}
        hint={
          <>
            {settings.certificatesHint}
            <p className={css.command}>
              {hasSome ? settings.certificatesReset : settings.certificatesAdd}{' '}
              <span>
                <code>{command}</code> <CopyButton text={command} />
              </span>
            </p>
          </>
        }
      />
      {hasSome && (
        <div className={css.notice}>
          <Notice tone="warn">{settings.certificatesAdded(authorities.length)}</Notice>
        </div>
      )}
      {authorities.map((authority) => (
        <Authority key={authority.fingerprint} authority={authority} />
      ))}
    </>
  )
}

function Authority({ authority }: { readonly authority: AuthorityView }) {
  const { settings, language } = useTexts()
  const { subject, issuer, fingerprint, endsAt, from } = authority
  const isOver = endsAt <= useNow(endsAt)
  return (
    <Setting
      title={subject}
      hint={
        <dl className={css.authority}>
          {issuer !== subject && (
            <>
              <dt>{settings.issuer}</dt>
              <dd>{issuer}</dd>
            </>
          )}
          <dt>{isOver ? settings.endedAt : settings.endsAt}</dt>
          <dd>{wholeWhenText(endsAt, language)}</dd>
          <dt>SHA-256</dt>
          <dd>
            <code className={css.long}>{fingerprint}</code>
          </dd>
          <dt>{settings.takenFrom}</dt>
          <dd>
            <code className={css.long}>{from}</code>
          </dd>
        </dl>
      }
    />
  )
}
