import { useAgentState, useTexts } from '../../app-context.tsx'
import { BrowserSelect } from '../sessions/session-browser.tsx'
import { sessionName, sessionPlace } from '../sessions/session-words.ts'
import { useBrowserOptions } from '../sessions/use-browser-options.ts'
import { Setting, SettingGroup } from './setting-group.tsx'
import css from './settings-place.module.css'

const command = 'signet sessions browser'

/** Each session and the browser that its pages open in, so that the cookies of two identities do not meet. */
export function BrowserSettings() {
  const texts = useTexts()
  const { settings } = texts
  const sessions = useAgentState((state) => state.sessions)
  const options = useBrowserOptions()
  return (
    <SettingGroup section="browsers" title={settings.browsers}>
      <Setting
        title={settings.browsersTitle}
        hint={
          <>
            {sessions.length === 0 ? settings.browsersNobody : settings.browsersHint}
            {options?.length === 0 && <p>{settings.browsersNone}</p>}
            <p>
              {settings.browsersCommand} <code>{command}</code>
            </p>
          </>
        }
      />
      {sessions.map((session) => (
        <div key={session.id} className={css.setting}>
          <div className={css.words}>
            <p>
              <bdi className={css.long} title={session.principalArn ?? undefined}>
                {sessionName(session)}
              </bdi>
            </p>
            <p className={css.hint}>
              <bdi className={css.long}>{sessionPlace(session, texts)}</bdi>
            </p>
          </div>
          <div className={css.value}>
            <BrowserSelect session={session} options={options} />
          </div>
        </div>
      ))}
    </SettingGroup>
  )
}
