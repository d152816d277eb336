/** Looks for secrets in bytes, in every form that a program is likely to write them in. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Secret {
  readonly name: string
  readonly value: string
  /** Where in it the part begins that no other has; 0 when left out. */
  readonly from?: number
}

export interface Leak {
  readonly where: string
  readonly secret: string
  readonly form: string
}

/** A command that has run. */
interface Ran {
  readonly args: readonly string[]
  readonly running: {
    readonly child: { readonly exitCode: number | null }
    readonly stdout: string
    readonly stderr: string
  }
}

interface Needle {
  readonly secret: string
  readonly form: string
  readonly bytes: Buffer
}

/** A piece of this length is as good as the whole: nobody writes one by chance. */
const pieceLength = 12

export class CanaryScan {
  readonly #needles: readonly Needle[]

  /** @throws TypeError when a secret is too short to be told from chance. */
  constructor(secrets: readonly Secret[]) {
    this.#needles = secrets.flatMap((secret) => needlesOf(secret))
  }

  bytes(where: string, bytes: Uint8Array | string): Leak[] {
    const haystack =
      typeof bytes === 'string'
        ? Buffer.from(bytes)
        : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    return this.#needles.flatMap(({ secret, form, bytes: needle }) =>
      haystack.includes(needle) ? [{ where, secret, form }] : [],
    )
  }

  /** Every file below a folder, and every name. Leaves these paths out. */
  folder(top: string, except: readonly string[] = []): Leak[] {
    return readdirSync(top, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
      const path = join(top, name)
      if (except.includes(path)) return []
      const inName = this.bytes(`the name of ${path}`, name)
      return lstatSync(path).isFile() ? [...inName, ...this.bytes(path, readFileSync(path))] : inName
    })
  }

  /** What commands have said, but for the credentials that a tool asked for. */
  said(ran: readonly Ran[]): Leak[] {
    return ran.flatMap(({ args, running }) => {
      const isForATool = args.includes('credential-process') && running.child.exitCode === 0
      const command = args.join(' ')
      return [
        ...(isForATool ? [] : this.bytes(`stdout of ${command}`, running.stdout)),
        ...this.bytes(`stderr of ${command}`, running.stderr),
      ]
    })
  }

  /** What other programs may read of a process. */
  process(pid: number): Leak[] {
    return ['environ', 'cmdline'].flatMap((file) => {
      try {
        return this.bytes(`${file} of ${pid}`, readFileSync(`/proc/${pid}/${file}`))
      } catch {
        // It has ended: nobody can read it any more.
        return []
      }
    })
  }
}

function needlesOf({ name, value, from = 0 }: Secret): Needle[] {
  const piece = value.slice(from, from + pieceLength)
  if (piece.length < pieceLength) throw new TypeError(`${name} is too short to be looked for`)
  const bytes = Buffer.from(piece)
  const forms: Record<string, string> = {
    raw: piece,
    hex: bytes.toString('hex'),
    'hex in capitals': bytes.toString('hex').toUpperCase(),
    'URL-encoded': encodeURIComponent(piece),
    'URL-encoded in small letters': encodeURIComponent(piece).replace(/%../g, (code) => code.toLowerCase()),
    'JSON with escaped slashes': piece.replaceAll('/', '\\/'),
    reversed: [...piece].reverse().join(''),
  }
  // What stands before it moves the letters of base64: three ways to lie, of which the letters in the middle are sure.
  for (const offset of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const sure = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
    forms[`base64 at ${offset}`] = sure
    forms[`base64url at ${offset}`] = sure.replaceAll('+', '-').replaceAll('/', '_')
  }
  const different = new Map(Object.entries(forms).map(([form, text]) => [text, form]))
  return [...different].map(([text, form]) => ({ secret: name, form, bytes: Buffer.from(text) }))
}
