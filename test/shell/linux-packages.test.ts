import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../headless/harness.ts'
import { madeUpElectron } from './made-up-electron.ts'

const folder = mkdtempSync(join(tmpdir(), 'signet-deb-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const scripts = new Map<string, string>()
const asked: string[][] = []

/** electron-builder hands deb and rpm to a program that is not here: one in its place keeps what it was handed. */
beforeAll(async () => {
  const dist = join(folder, 'electron')
  await madeUpElectron(dist, 'linux')
  const tool = join(folder, 'fpm')
  writeFileSync(
    tool,
    `#!/bin/sh
kept=$(mktemp -d ${folder}/kept-XXXXXX)
for word in "$@"; do
  printf '%s\\n' "$word" >> "$kept/words"
  case "$before" in --after-install|--after-remove) cp "$word" "$kept/$before" ;; --package) : > "$word" ;; esac
  before="$word"
done
`,
  )
  chmodSync(tool, 0o755)
  const words = [
    ...[
      join(root, 'node_modules/electron-builder/cli.js'),
      '--linux',
      'deb',
      'rpm',
      '--x64',
      '--publish',
      'never',
    ],
    ...[
      '--config',
      'electron-builder.yml',
      `-c.directories.output=${join(folder, 'out')}`,
      `-c.electronDist=${dist}`,
    ],
  ]
  const env = { ...process.env, CUSTOM_FPM_PATH: tool, SIGNET_PACKAGE_FOREIGN: '1' }
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8', env })
  if (status !== 0) throw new Error(stdout + stderr)
  for (const name of readdirSync(folder).filter((each) => each.startsWith('kept-'))) {
    asked.push(readFileSync(join(folder, name, 'words'), 'utf8').split('\n'))
    for (const script of ['--after-install', '--after-remove'])
      scripts.set(script, readFileSync(join(folder, name, script), 'utf8'))
  }
})

/** A machine's folders, with the package unpacked in them. */
function machine() {
  const top = mkdtempSync(join(folder, 'machine-'))
  const app = join(top, 'opt/Signet')
  for (const place of ['usr/bin', 'etc/apparmor.d', 'opt/Signet/resources/bin'])
    mkdirSync(join(top, place), { recursive: true })
  for (const file of ['signet-desktop', 'chrome-sandbox', 'resources/bin/signet'])
    writeFileSync(join(app, file), '')
  return {
    top,
    app,
    run(script: '--after-install' | '--after-remove') {
      const text = (scripts.get(script) ?? '').replaceAll(/(?<![\w$])\/(usr\/bin|opt|etc)\//g, `${top}/$1/`)
      const at = join(top, 'script')
      writeFileSync(at, text)
      const { status, stderr } = spawnSync('/bin/sh', [at], { encoding: 'utf8' })
      return { status, stderr }
    },
    link(name: string) {
      const at = join(top, 'usr/bin', name)
      return lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(at) : undefined
    },
  }
}

describe('deb and rpm', () => {
  it('are asked for with a name of the app’s own for its program, and both scripts', () => {
    expect(asked.map((words) => words[words.indexOf('-t') + 1]).sort()).toEqual(['deb', 'rpm'])
    for (const words of asked)
      expect(words).toEqual(expect.arrayContaining(['--after-install', '--after-remove']))
  })

  it('leave no placeholder in their scripts', () => {
    for (const script of scripts.values())
      expect(script).not.toMatch(/\$\{(?:executable|sanitizedProductName)\}/)
    expect(scripts.size).toBe(2)
  })

  it('put the app and the signet command on everybody’s PATH, and take away what they have put there', () => {
    const { run, link, app, top } = machine()
    expect(run('--after-install')).toEqual({ status: 0, stderr: '' })
    expect([link('signet-desktop'), link('signet')]).toEqual([
      `${app}/signet-desktop`,
      `${app}/resources/bin/signet`,
    ])
    expect([0o755, 0o4755]).toContain(lstatSync(join(app, 'chrome-sandbox')).mode & 0o7777)
    // An upgrade runs it again, and its predecessor's removal after it.
    expect(run('--after-install').status).toBe(0)
    expect(run('--after-remove').status).toBe(0)
    expect(link('signet')).toBe(`${app}/resources/bin/signet`)
    rmSync(app, { recursive: true })
    expect(run('--after-remove').status).toBe(0)
    expect(readdirSync(join(top, 'usr/bin'))).toEqual([])
  })

  it('leave a signet of another package alone, coming and going', () => {
    const { run, link, app, top } = machine()
    const other = join(top, 'usr/lib/node_modules/signet/dist/bin/signet')
    mkdirSync(dirname(other), { recursive: true })
    writeFileSync(other, '')
    symlinkSync(other, join(top, 'usr/bin/signet'))
    expect(run('--after-install').status).toBe(0)
    expect([link('signet'), link('signet-desktop')]).toEqual([other, `${app}/signet-desktop`])
    rmSync(app, { recursive: true })
    expect(run('--after-remove').status).toBe(0)
    expect([link('signet'), existsSync(other), link('signet-desktop')]).toEqual([other, true, undefined])
  })
})
