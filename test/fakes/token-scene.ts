import { profileRegion } from '../../main/actions/credentials/profile-region.ts'
import { introspectToken } from '../../main/actions/tokens/introspect-token.ts'
import { issueToken } from '../../main/actions/tokens/issue-token.ts'
import { readToken } from '../../main/actions/tokens/read-token.ts'
import { revokeSession } from '../../main/actions/tokens/revoke-session.ts'
import { revokeToken } from '../../main/actions/tokens/revoke-token.ts'
import { signinOauth } from '../../main/aws/signin-oauth.ts'
import type { GrantRequest } from '../../main/broker/grant-request.ts'
import { readSharedConfig } from '../../main/config/profiles.ts'
import type { ProfileBinding, SignInSession } from '../../main/vault/session-record.ts'
import type { FakeAnswer } from './fake-http.ts'
import { MemoryFiles } from './memory-files.ts'
import { MemoryVault, memoryDisk } from './memory-vault.ts'
import { openDoor } from './open-door.ts'
import { principalArn, signInSession } from './session-records.ts'
import { credentials, signinServiceRig } from './signin-service-rig.ts'

/** The actions on tokens, on a scripted network, with a vault in memory and one config file. */
export function tokenScene(
  options: {
    readonly config?: string
    readonly sessions?: readonly SignInSession[]
    readonly profiles?: Readonly<Record<string, string | ProfileBinding>>
    /** In place of credentials. */
    readonly issue?: (request: GrantRequest) => Promise<void>
  },
  ...script: FakeAnswer[]
) {
  const { http, client: oauth, run } = signinServiceRig(signinOauth, ...script)
  const files = new MemoryFiles()
  const sessions = options.sessions ?? [signInSession()]
  const vault = new MemoryVault(memoryDisk(sessions, options.profiles ?? { dev: principalArn }))
  const granted: GrantRequest[] = []
  const grants = {
    async issue(request: GrantRequest) {
      granted.push(request)
      await options.issue?.(request)
      const expiration = 0
      const held = { ...credentials, expiration, accountId: '111122223333' }
      return { credentials: held, sessionId: principalArn, renewedAt: 0 }
    },
  }
  const config = { text: options.config ?? '', encoding: 'utf-8' } as const
  const awsFiles = {
    read: async () => ({
      config,
      credentials: { ...config, text: '' },
      shared: readSharedConfig(config.text, ''),
    }),
  }
  const regionOf = profileRegion({
    door: openDoor,
    vault,
    awsFiles,
  })
  const dependencies = { oauth: async () => oauth, grants, regionOf, readToken: readToken(files) }
  return {
    http,
    run,
    files,
    vault,
    granted,
    regionOf,
    actions: {
      issueToken: issueToken(dependencies),
      introspectToken: introspectToken(dependencies),
      revokeToken: revokeToken(dependencies),
    },
    revokeSession: revokeSession({ oauth: async () => oauth, grants, vault }),
  }
}

export const asking = {
  profile: 'dev',
  dryRun: false,
  env: {},
  cwd: '/home/me',
  signal: new AbortController().signal,
}
