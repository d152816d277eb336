import { useAgentState, useApp, useTexts, useView } from '../app-context.tsx'
import { SessionList } from '../features/sessions/session-list.tsx'
import { type Place, places } from '../mirror/view.ts'
import { PlaceIcon } from './place-icon.tsx'
import css from './side-bar.module.css'
import { SignedOutList } from './signed-out-list.tsx'

export function SideBar() {
  const { view } = useApp()
  const { frame } = useTexts()
  const current = useView(({ place }) => place)
  const counts = useCounts()
  return (
    <div className={css.bar}>
      <nav aria-label={frame.navigation}>
        <ul>
          {places.map((place) => (
            <li key={place}>
              <button
                type="button"
                className={css.place}
                title={frame.places[place]}
                aria-current={place === current ? 'page' : undefined}
                onClick={() => view.setState({ place, detail: undefined })}
              >
                <PlaceIcon place={place} />
                <span className={css.name}>{frame.places[place]}</span>
                {counts[place] !== undefined && (
                  <span className={`${css.count} ${needs.has(place) ? css.needs : ''}`}>{counts[place]}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <SessionList />
      <SignedOutList />
    </div>
  )
}

/** Where a person is waited for. */
const needs: ReadonlySet<Place> = new Set(['activity', 'config'])

function useCounts(): Partial<Record<Place, string>> {
  const profiles = useAgentState((state) => state.profiles.length)
  const accounts = useAgentState((state) => state.accounts.length)
  const toMend = useAgentState((state) => state.problems?.toMend ?? 0)
  const toAnswer = useAgentState((state) => state.consents.length)
  const { config, frame } = useTexts()
  return {
    ...(profiles > 0 ? { profiles: String(profiles) } : {}),
    ...(accounts > 0 ? { accounts: String(accounts) } : {}),
    ...(toAnswer > 0 ? { activity: frame.toAnswer(toAnswer) } : {}),
    ...(toMend > 0 ? { config: config.toMend(toMend) } : {}),
  }
}
