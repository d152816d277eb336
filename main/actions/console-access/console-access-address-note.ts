import type { LockOutRowView } from '../../../preload/contract/console-access-views.ts'
import type { Said } from '../../../preload/contract/said.ts'
import { say } from '../../kernel/say.ts'

/** How to close what is open for the person who asks. Signet asks nobody for their address. */
export function addressNote(rows: readonly LockOutRowView[], myIp: string | undefined): readonly Said[] {
  const isOpen = rows.some(
    ({ name, now, afterwards, onceOn }) =>
      name === 'you, now' &&
      [now, afterwards, onceOn].some(
        (verdict) => verdict?.beforeSignIn === 'cannot-tell' || verdict?.afterSignIn === 'cannot-tell',
      ),
  )
  return isOpen && myIp === undefined ? [addressIsUnknown] : []
}

const addressIsUnknown = say(
  'note-address',
  {},
  'Signet looks your address up nowhere. Give it with --my-ip to see whether you are let in.',
)
