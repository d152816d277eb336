import type { Place } from '../mirror/view.ts'

/** Lines of 16 by 16, for where there is no room for words. */
const paths: Readonly<Record<Place, string>> = {
  profiles: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14a5.5 5.5 0 0 1 11 0',
  accounts: 'M2 13.5v-8L8 2l6 3.5v8M2 13.5h12M6 13.5v-4h4v4',
  'console-access': 'M3 7.5h10v6H3zM5 7.5V5a3 3 0 0 1 6 0v2.5',
  activity: 'M1.5 8.5H5l2-6 2.5 11 2-5h3',
  config: 'M3 2h7l3 3v9H3zM5.5 7h5M5.5 10h5',
  settings: 'M2 4.5h7M12 4.5h2M9 2.5v4M2 11.5h2M7 11.5h7M4 9.5v4',
  welcome: 'M4 14V2l9 3.5L4 9',
}

export function PlaceIcon({ place }: { readonly place: Place }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[place]} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
    </svg>
  )
}
