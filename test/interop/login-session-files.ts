import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestSession } from '../aws/test-client.ts'

/** A home folder in which an AWS tool finds a login session, as `aws login` would have left it. */
export interface LoginHome {
  readonly env: Readonly<Record<string, string>>
  readonly cacheFile: string
  remove(): Promise<void>
}

/**
 * Writes `~/.aws/config` and the login cache for one session.
 *
 * @param secondsLeft - Of the credentials in the cache; under 300 makes a tool renew them.
 */
export async function writeLoginHome(
  session: TestSession,
  arn: string,
  secondsLeft: number,
): Promise<LoginHome> {
  const home = await mkdtemp(join(tmpdir(), 'login-home-'))
  const cacheDir = join(home, '.aws', 'login', 'cache')
  await mkdir(cacheDir, { recursive: true, mode: 0o700 })
  const { accessToken, clientId, refreshToken, idToken, tokenType, key } = session
  const expiresAt = new Date(Date.now() + secondsLeft * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
  const cached = {
    accessToken: { ...accessToken, accountId: arn.split(':')[4], expiresAt },
    ...{ tokenType, clientId, refreshToken, idToken },
    dpopKey: key.sec1,
  }
  const cacheFile = join(cacheDir, `${createHash('sha256').update(arn).digest('hex')}.json`)
  await writeFile(cacheFile, JSON.stringify(cached), { mode: 0o600 })
  await writeFile(join(home, '.aws', 'config'), `[profile dev]\nlogin_session = ${arn}\nregion = us-east-1\n`)
  return {
    env: { HOME: home, AWS_PROFILE: 'dev' },
    cacheFile,
    remove: () => rm(home, { recursive: true, force: true }),
  }
}
