import { type SignOutRequest, signOut } from '../../../../../main/actions/sessions/sign-out.ts'
import type { Revocation } from '../../../../../main/actions/tokens/revoke-session.ts'
import type { ProfileBinding, SessionRecord } from '../../../../../main/vault/session-record.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { openDoor } from '../../../../fakes/open-door.ts'
import { identityCenterSession } from '../../../../fakes/session-records.ts'

export const center = identityCenterSession('work', {
  ...{ startUrl: 'https://example.awsapps.com/start', region: 'eu-central-1' },
  ...{ accessToken: 'access', accessTokenExpiresAt: 5000 },
})

export interface SignOutSceneOptions {
  /** Beside {@link center}. */
  readonly sessions: readonly SessionRecord[]
  readonly profiles: Readonly<Record<string, string | ProfileBinding>>
  /** What the portal answers to a sign-out. */
  readonly fault?: Error | undefined
  readonly revocation?: Revocation
  /** Of whatever keeps something in the file of preferences. */
  readonly preferencesFault?: Error | undefined
}

/** A vault, and whoever is told of a sign-out. */
export function signOutScene({
  sessions,
  profiles,
  fault,
  revocation,
  preferencesFault,
}: SignOutSceneOptions) {
  const vault = new MemoryVault(memoryDisk([...sessions, center], profiles))
  /** Access tokens that the portal was told of. */
  const told: string[] = []
  const forgotten: string[] = []
  const browsersForgotten: string[] = []
  /** What happened, one after the other. */
  const order: string[] = []
  const act = signOut({
    door: openDoor,
    vault,
    broker: {
      forget(id) {
        forgotten.push(id)
        order.push(`forget ${id}`)
      },
    },
    accounts: { forget: async () => undefined },
    browsers: {
      async forget(ids) {
        if (preferencesFault) throw preferencesFault
        browsersForgotten.push(...ids)
      },
    },
    portals: {
      async remember() {
        if (preferencesFault) throw preferencesFault
      },
    },
    async revokeSession({ id }) {
      order.push(`revoke ${id}, ${vault.contents().sessions.length} kept`)
      return revocation ?? { isRevoked: false, why: null }
    },
    now: () => 1,
    portal: {
      async logout({ accessToken }) {
        told.push(accessToken)
        order.push('portal logout')
        if (fault) throw fault
      },
    },
  })
  const { signal } = new AbortController()
  const out = (request: SignOutRequest, everywhere = false) => act(request, {}, signal, { everywhere })
  return { vault, told, forgotten, browsersForgotten, order, out }
}
