/**
 * Programs in the places of browsers: they write down how they were started, and fetch a page of this machine as a browser
 * would. Chrome has two profiles, Firefox one; both files also hold names that are written to do harm.
 *
 * @module
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { until } from '../headless/harness.ts'

const program = `#!${process.execPath}
const { appendFileSync } = require('node:fs')
const [, self, ...argv] = process.argv
const address = argv.at(-1)
const done = () =>
  appendFileSync(self.replace(/[^/]+$/, 'seen'), JSON.stringify([self.split('/').pop(), ...argv]) + '\\n')
if (address.includes('/open/')) fetch(address, { redirect: 'manual' }).then(done)
else done()
`

export const hostileFolder = '--load-extension=/tmp/evil'
const usualProfiles = {
  ...{ Default: 'Me', 'Profile 1': 'Client A' },
  ...{ [hostileFolder]: 'Harmless', '../x': 'Elsewhere' },
}

export class SessionBrowsersScene {
  /** For `SIGNET_BROWSER_FOLDERS` of the agent. */
  readonly folder: string
  readonly #home: string

  /** @param home - The HOME of the agent. */
  constructor(home: string) {
    this.#home = home
    this.folder = join(home, 'browsers')
    mkdirSync(this.folder)
    for (const name of ['google-chrome', 'firefox']) this.install(name)
    this.#write('.mozilla/firefox/profiles.ini', '[Profile0]\nName=client-b\nPath=x\n\n[Profile1]\nName=-P\n')
    this.writeChrome()
  }

  install(name: string): void {
    writeFileSync(join(this.folder, name), program)
    chmodSync(join(this.folder, name), 0o755)
  }

  remove(name: string): void {
    rmSync(join(this.folder, name))
  }

  /** Chrome's profiles: folder → name. */
  writeChrome(profiles: Readonly<Record<string, string>> = usualProfiles): void {
    const cache = Object.fromEntries(Object.entries(profiles).map(([id, name]) => [id, { name }]))
    this.breakChrome(JSON.stringify({ profile: { info_cache: cache } }))
  }

  /** Any text in the place of Chrome's file. */
  breakChrome(text: string): void {
    this.#write('.config/google-chrome/Local State', text)
  }

  /** The one start of a browser since the last time: its name, then its arguments. */
  async started(): Promise<readonly string[]> {
    const path = join(this.folder, 'seen')
    // A whole line: the browser writes it after it has made the file.
    await until(() => existsSync(path) && readFileSync(path, 'utf8').endsWith('\n'), 'a browser was started')
    const [line = '', ...more] = readFileSync(path, 'utf8').trim().split('\n')
    rmSync(path)
    if (more.length > 0) throw new Error(`more than one browser was started: ${more.join(' ')}`)
    return JSON.parse(line) as string[]
  }

  hasStarted(): boolean {
    return existsSync(join(this.folder, 'seen'))
  }

  #write(path: string, text: string): void {
    const whole = join(this.#home, path)
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, text)
  }
}
