/** `session` and `protocol`: filters, permissions and the window's own files. */
import type { Protocol, Session } from 'electron'
import { Emitter } from './emitter.ts'
import { called, onDrive } from './record.ts'

type UsedSession = Pick<
  Session,
  | 'on'
  | 'setBluetoothPairingHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'setUSBProtectedClassesHandler'
>

// biome-ignore lint/suspicious/noExplicitAny: each of Electron's handlers has its own form, checked where it is set
type Handler = ((...words: any[]) => any) | null

class StandInSession extends Emitter {
  readonly partition: string
  readonly handlers = new Map<string, Handler>()
  readonly served = new Map<string, (request: Request) => Response | Promise<Response>>()
  constructor(partition: string) {
    super()
    this.partition = partition
  }

  readonly webRequest = {
    onBeforeRequest: (filter: Handler) => this.#keep('onBeforeRequest', filter),
  }
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      called('session.protocol.handle', this.partition, scheme)
      this.served.set(scheme, handler)
    },
  }
  setPermissionRequestHandler = (handler: Handler) => this.#keep('permissionRequest', handler)
  setPermissionCheckHandler = (handler: Handler) => this.#keep('permissionCheck', handler)
  setDevicePermissionHandler = (handler: Handler) => this.#keep('devicePermission', handler)
  setDisplayMediaRequestHandler = (handler: Handler) => this.#keep('displayMedia', handler)
  setBluetoothPairingHandler = (handler: Handler) => this.#keep('bluetooth', handler)
  setUSBProtectedClassesHandler = (handler: Handler) => this.#keep('usbClasses', handler)
  setSpellCheckerEnabled = (isOn: boolean) => called('session.setSpellCheckerEnabled', isOn)

  #keep(what: string, handler: Handler): void {
    called('session.handler', this.partition, what)
    this.handlers.set(what, handler)
  }
}

const sessions = new Map<string, StandInSession>()

export const session = {
  fromPartition(partition: string) {
    called('session.fromPartition', partition)
    const found = sessions.get(partition) ?? new StandInSession(partition)
    sessions.set(partition, found)
    return found satisfies UsedSession as unknown as Session
  },
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => called('protocol.registerSchemesAsPrivileged', schemes),
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged'>

function only(): StandInSession {
  const [found, ...others] = sessions.values()
  if (found === undefined || others.length > 0) throw new Error(`${sessions.size} sessions, not one`)
  return found
}

export function driveSessions(): void {
  onDrive('page', async (method: string, url: string) => {
    const serve = only().served.get('app')
    if (serve === undefined) throw new Error('nobody serves app://')
    // Electron gives the address as it was asked; a web Request would mend it first.
    const reply = await serve({ method, url } as Request)
    return {
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      bytes: new Uint8Array(await reply.arrayBuffer()),
    }
  })
  onDrive('request', (url: string) => {
    let decided: unknown
    only().handlers.get('onBeforeRequest')?.({ url }, (decision: unknown) => {
      decided = decision
    })
    return decided
  })
  onDrive('permission', (name: string) => {
    const { handlers } = only()
    let granted: unknown = 'never answered'
    handlers.get('permissionRequest')?.({}, name, (answer: boolean) => {
      granted = answer
    })
    const checked = handlers.get('permissionCheck')?.(null, name, 'app://ui', {})
    return { granted, checked }
  })
  onDrive('devices', () => {
    const { handlers } = only()
    const answers: Record<string, unknown> = { device: handlers.get('devicePermission')?.({}) }
    handlers.get('displayMedia')?.({}, (streams: unknown) => {
      answers.display = streams
    })
    handlers.get('bluetooth')?.({}, (answer: unknown) => {
      answers.bluetooth = answer
    })
    answers.usb = handlers.get('usbClasses')?.({ protectedClasses: ['audio', 'hid'] })
    return answers
  })
  onDrive('download', () => only().tell('will-download', {}))
}
