/**
 * The part of an agent that is IAM Identity Center's: its actions, over rooms that `rooms.ts` has wired.
 *
 * @module
 */

import type { AccountView } from '../../preload/contract/views.ts'
import { accountCache } from '../actions/accounts/account-cache.ts'
import { listAccounts } from '../actions/accounts/list-accounts.ts'
import { listRoles } from '../actions/accounts/list-roles.ts'
import { readAccounts } from '../actions/accounts/read-accounts.ts'
import { accountRefresher } from '../actions/accounts/refresh-accounts.ts'
import type { Asking } from '../actions/config/aws-files.ts'
import { importSessions } from '../actions/import/import-sessions.ts'
import { addProfile } from '../actions/profiles/add-profile.ts'
import { generateProfiles } from '../actions/profiles/generate-profiles.ts'
import { listSessions } from '../actions/sessions/list-sessions.ts'
import { signInToIdentityCenter } from '../actions/sessions/sign-in-to-identity-center.ts'
import { resolveStartUrl } from '../aws/start-url.ts'
import type { AssignedRole } from '../config/profile-names.ts'
import { chooseFlow } from '../sign-in/choose-flow.ts'
import { signInIdentityCenter } from '../sign-in/sign-in-identity-center.ts'
import type { IdentityCenterFlow, IdentityCenterSession } from '../vault/session-record.ts'
import type { Rooms } from './rooms.ts'

export function composeIdentityCenter(rooms: Rooms) {
  const { host, center, vault, door, broker, awsFiles, serverTime } = rooms
  const { clock, random, http, files, log, redirectReceiver } = host
  const cache = accountCache({ files, log, folder: `${host.stateFolder}/accounts` })
  const refresher = accountRefresher({
    portal: center.portal,
    accessTokenOf: broker.accessTokenOf,
    answered: broker.answered,
    ...{ cache, clock, log },
  })
  const sessions = (): readonly IdentityCenterSession[] =>
    vault.contents().sessions.filter((session) => session.kind === 'identity-center')
  const read = readAccounts({ door, cache, refresher, clock, portalSessions: sessions })

  /** For profiles: every role that a session may use. */
  async function rolesOf(
    session: IdentityCenterSession,
    { signal }: { signal: AbortSignal },
  ): Promise<AssignedRole[]> {
    const request = { session: session.id, refresh: false, signal }
    const { list } = await read(request, {}, () => undefined)
    return list.accounts.flatMap(({ accountId, accountName, emailAddress, roles }) =>
      roles.map((roleName) => ({ accountId, accountName, emailAddress, roleName })),
    )
  }

  const signIn = signInToIdentityCenter({
    ...{ door, vault, awsFiles },
    portals: rooms.portals,
    broker: {
      adopt(session) {
        broker.adopt(session)
        // The first "signet accounts" then has something to show.
        const signedIn = sessions().find(({ id }) => id === session.id)
        if (signedIn) refresher.refreshInBackground(signedIn)
      },
    },
    async signIn(request, { env }: Asking, onStep, prompts) {
      const ssoOidc = await center.oidc()
      const former = request.openBrowser === false ? undefined : request.former?.id
      const browser = await rooms.sessionBrowsers.toldBrowserOf(former, env, prompts)
      const ports = { serverTime, clock, random, redirectReceiver, browser }
      const resolve = (startUrl: string, options: { signal?: AbortSignal | undefined }) =>
        resolveStartUrl(startUrl, { http, clock }, options)
      return signInIdentityCenter(request, { ...ports, ssoOidc, resolveStartUrl: resolve }, onStep)
    },
  })
  const profileRooms = { door, vault, awsFiles, rolesOf }

  /** What is kept of every session's accounts: nothing is asked of AWS. */
  async function keptAccounts(): Promise<AccountView[]> {
    if (vault.status().state !== 'open') return []
    const lists = await Promise.all(sessions().map((session) => cache.read(session)))
    return lists.flatMap(({ list }) =>
      (list?.accounts ?? []).map((account) => ({ session: list?.sessionId ?? '', ...account })),
    )
  }

  return {
    refresher,
    keptAccounts,
    actions: {
      signInToIdentityCenter: signIn,
      chooseFlow: (asked: IdentityCenterFlow | undefined, env: Readonly<Record<string, string>>) =>
        chooseFlow({
          asked,
          hasScreen: host.browserFor(env).available(),
          overSsh: Boolean(env.SSH_CONNECTION || env.SSH_TTY),
        }),
      listAccounts: listAccounts(read),
      listRoles: listRoles(read),
      listSessions: listSessions({ door, vault, states: broker.sessions }),
      addProfile: addProfile(profileRooms),
      generateProfiles: generateProfiles(profileRooms),
      importSessions: importSessions({
        ...{ door, vault, broker, awsFiles, files, clock, homeFolder: host.homeFolder },
        now: serverTime.now,
      }),
    },
  }
}
