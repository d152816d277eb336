import { spawn, spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { updateConfig } from '../../main/config/config-file.ts'
import { editSection } from '../../main/config/edit.ts'
import { readSharedConfig } from '../../main/config/profiles.ts'
import type { ConfigFileKind } from '../../main/config/sections.ts'
import { osLock } from '../../main/hosts/node/agent-lock.ts'
import { createFiles } from '../../main/hosts/node/files.ts'
import type { Clock } from '../../main/kernel/ports/clock.ts'

const noPython =
  spawnSync('/usr/bin/python3', ['--version']).status === 0 ? '' : ' (skipped: no /usr/bin/python3)'
const noAwsCli = spawnSync('/usr/bin/aws', ['--version']).status === 0 ? '' : ' (skipped: no /usr/bin/aws)'

const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  schedule: (delayInMilliseconds, task) => {
    const timer = setTimeout(task, delayInMilliseconds)
    return () => clearTimeout(timer)
  },
}

describe('updateConfig on a real file', () => {
  let folder: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'signet-config-')))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function update(path: string, region: string, file: ConfigFileKind = 'config') {
    return updateConfig({
      files: createFiles(),
      lock: osLock(),
      clock,
      path,
      backupFolder: join(folder, 'backups'),
      change: (text) => editSection(text, { file, type: 'profile', name: 'ours' }, { set: { region } }).text,
    })
  }

  function regionIn(path: string, file: ConfigFileKind = 'config'): string | undefined {
    const text = readFileSync(path, 'utf8')
    const { profiles } = file === 'config' ? readSharedConfig(text, '') : readSharedConfig('', text)
    return profiles.get('ours')?.settings.get('region')?.value
  }

  it.skipIf(noPython !== '').each([
    ['a config file', 'config', false],
    ['a credentials file behind a link', 'credentials', true],
  ] as const)(
    `loses nothing that another program appends meanwhile to %s (R34)${noPython}`,
    async (_, file, isLinked) => {
      const path = join(folder, `appended-${file}`)
      const target = isLinked ? `${path}-target` : path
      const header = (name: string) => (file === 'config' ? `[profile ${name}]` : `[${name}]`)
      writeFileSync(target, '[default]\nregion = x\n', { mode: 0o640 })
      if (isLinked) symlinkSync(target, path)
      const sections = 150
      const script = `
import sys, time
for index in range(${sections}):
    with open(sys.argv[1], 'a') as file:
        file.write('\\n${header('theirs-%d')}\\nregion = y\\n' % index)
    time.sleep(0.015)
`
      const child = spawn('/usr/bin/python3', ['-c', script, path], { stdio: 'inherit' })
      const state = { ended: false }
      const ended = new Promise((resolve) => child.once('exit', resolve)).then(() => {
        state.ended = true
      })
      const copies: string[] = []
      let updates = 0
      while (!state.ended) {
        updates += 1
        await update(path, `r${updates}`, file).catch((thrown: unknown) => {
          // Two writes of the other program within one of ours: refused, and the message says where both are.
          expect(thrown).toMatchObject({ code: 'config-changed' })
          copies.push(readFileSync(/also in (\S+)\. /.exec(String(thrown))?.[1] ?? '', 'utf8'))
        })
      }
      await ended
      await update(path, 'last', file)
      const names = [readFileSync(path, 'utf8'), ...copies].flatMap((text) => [
        ...(file === 'config' ? readSharedConfig(text, '') : readSharedConfig('', text)).profiles.keys(),
      ])
      const theirs = new Set(names.filter((name) => name.startsWith('theirs-')))
      console.log(
        `${file}: ${updates} updates, ${copies.length} refused, while another program appended ${sections} sections`,
      )
      expect([theirs.size, regionIn(path, file), updates > 3]).toEqual([sections, 'last', true])
      expect([lstatSync(path).isSymbolicLink(), statSync(target).mode & 0o777]).toEqual([isLinked, 0o640])
    },
  )

  it('serves its own kind: ten at once on one file', async () => {
    const path = join(folder, 'shared')
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`)
    await Promise.all(
      names.map((name) =>
        updateConfig({
          files: createFiles(),
          lock: osLock(),
          clock,
          path,
          backupFolder: join(folder, 'backups'),
          change: (text) =>
            editSection(text, { file: 'config', type: 'profile', name }, { set: { region: 'x' } }).text,
        }),
      ),
    )
    expect([...readSharedConfig(readFileSync(path, 'utf8'), '').profiles.keys()].sort()).toEqual(names)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('follows a link, keeps the mode, and leaves nothing else behind', async () => {
    const target = join(folder, 'dotfiles-config')
    const path = join(folder, 'linked')
    writeFileSync(target, '[default]\n', { mode: 0o640 })
    symlinkSync(target, path)
    const before = readdirSync(folder)
    await update(path, 'x')
    expect([realpathSync(path), statSync(target).mode & 0o777, regionIn(target)]).toEqual([
      target,
      0o640,
      'x',
    ])
    expect(readdirSync(folder)).toEqual(before)
  })

  it.skipIf(noAwsCli !== '')(
    `is found by aws configure get, whose own edits we keep${noAwsCli}`,
    async () => {
      const path = join(folder, 'cli')
      const aws = (...words: string[]) =>
        spawnSync('/usr/bin/aws', ['configure', ...words], {
          encoding: 'utf8',
          env: {
            HOME: folder,
            AWS_CONFIG_FILE: path,
            AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
            LANG: 'C.UTF-8',
          },
        }).stdout.trim()
      await update(path, 'eu-west-1')
      expect(aws('get', 'region', '--profile', 'ours')).toBe('eu-west-1')
      aws('set', 'output', 'json', '--profile', 'ours')
      await update(path, 'eu-west-2')
      expect(readFileSync(path, 'utf8')).toBe('[profile ours]\nregion = eu-west-2\noutput = json\n')
    },
  )
})
