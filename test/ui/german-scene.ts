/**
 * A machine on which there is a reason for most of what the agent says: damaged files, keys that cannot be moved, a default
 * that something else took, names that are taken, lines that are missing.
 *
 * @module
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Scene } from '../headless/harness.ts'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { login } from '../unit/main/actions/import/import-scene.ts'
import { WindowScene } from './window-scene.ts'

const temporary = 'aws_session_token = made-up'
const key = (id: string) =>
  `aws_access_key_id = ${id}\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`

export async function germanScene(): Promise<WindowScene> {
  const window = await WindowScene.start()
  const { scene } = window
  writeFiles(scene)
  await signInToCenter(scene, { session: 'acme' })
  await generateProfiles(scene, ['--filter', 'role:Developer'])
  await scene.run(['use', 'acme-dev-Developer', '--yes'])
  await scene.run(['profiles', 'policy', 'acme-dev-Developer', '--use', 'deny'])
  for (let time = 0; time < 3; time += 1) await scene.ask('acme-dev-Developer')
  await scene.endAgent('SIGTERM')
  // Lines are taken away, the preferences are spoilt, and others may read the vault.
  const log = join(scene.stateDir, 'activity.log')
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  const left = lines.filter((_line, index) => index !== 1 && index < lines.length - 1)
  writeFileSync(log, `${left.join('\n')}\n`)
  writeFileSync(join(scene.stateDir, 'preferences.json'), 'no preferences')
  chmodSync(join(scene.stateDir, 'vault', 'vault.age'), 0o644)
  // The next line says what was missing before it.
  await scene.ask('acme-dev-Developer')
  return window
}

function writeFiles({ configPath, folder }: Scene): void {
  const aws = dirname(configPath)
  mkdirSync(aws, { recursive: true })
  writeFileSync(
    configPath,
    [
      '[profile mine]',
      'region = eu-west-1',
      '',
      '[profile acme-prod-ReadOnlyAccess]',
      key('AKIAIOSFODNN7EXAMPLE'),
      '[profile chained]',
      'role_arn = arn:aws:iam::111122223333:role/Ops',
      'source_profile = gone',
      '',
    ].join('\n'),
  )
  writeFileSync(
    join(aws, 'credentials'),
    [
      `[legacy]\n${key('AKIAIOSFODNN7EXAMPLF')}`,
      `[odd]\n${key('odd')}`,
      `[short]\n${key('ASIAIOSFODNN7EXAMPLG')}${temporary}\n`,
    ].join('\n'),
  )
  const cache = join(folder, '.aws', 'login', 'cache')
  mkdirSync(cache, { recursive: true })
  const { accessToken } = login
  const expiresAt = new Date(Date.now() + 600_000).toISOString()
  writeFileSync(
    join(cache, `${'a'.repeat(64)}.json`),
    JSON.stringify({ ...login, accessToken: { ...accessToken, expiresAt } }),
  )
}
