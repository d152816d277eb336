/** A shell that stays open, as a person's terminal does: commands go in by a pipe, one after another. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'

export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Where a shell is on this machine; undefined where it is not. */
export function shellAt(name: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/local/bin'].map((folder) => `${folder}/${name}`).find(existsSync)
}

export class OpenShell {
  readonly transcript: string[] = []
  readonly #name: string
  readonly #child: ChildProcessWithoutNullStreams
  #stdout = ''
  #stderr = ''
  #count = 0

  /** @param name - How the transcript calls it. */
  constructor(
    name: string,
    program: readonly string[],
    options: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
  ) {
    this.#name = name
    const [command = '', ...args] = program
    this.#child = spawn(command, args, { ...options, stdio: 'pipe' })
    this.#child.setMaxListeners(0)
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text))
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Runs one command in it, to its end. */
  async run(command: string, shown = command): Promise<Said> {
    this.#count += 1
    const mark = `--done-${this.#count}-`
    this.#stdout = ''
    this.#stderr = ''
    this.#child.stdin.write(`${command}\n__code=$?; echo "${mark}$__code" >&2; echo "${mark}$__code"\n`)
    const end = new RegExp(`${mark}(\\d+)\n`)
    while (!end.test(this.#stdout) || !end.test(this.#stderr)) {
      const gone = await Promise.race([
        once(this.#child.stdout, 'data').then(() => false),
        once(this.#child.stderr, 'data').then(() => false),
        once(this.#child, 'close').then(() => true),
      ])
      if (gone) throw new Error(`the shell ended: ${this.#stdout}${this.#stderr}`)
    }
    const code = Number(end.exec(this.#stdout)?.[1])
    const said = { code, stdout: this.#stdout.replace(end, ''), stderr: this.#stderr.replace(end, '') }
    this.transcript.push(`[${this.#name}] $ ${shown}\n${said.stdout}${said.stderr}`)
    return said
  }

  async close(): Promise<void> {
    this.#child.stdin.end('exit\n')
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close')
  }
}
