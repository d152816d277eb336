/**
 * A program that has taken the tray watcher's name on a session bus, as a desktop's panel does. Speaks just enough of the
 * D-Bus protocol for that.
 *
 * @see {@link https://dbus.freedesktop.org/doc/dbus-specification.html D-Bus Specification}
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const bus = 'org.freedesktop.DBus'

/** @param path - The bus's socket. Returns its end. */
export async function ownTrayWatcher(path: string): Promise<() => void> {
  const socket = connect(path)
  await once(socket, 'connect')
  const uid = Buffer.from(String(process.geteuid?.() ?? 0)).toString('hex')
  await say(socket, `\0AUTH EXTERNAL ${uid}\r\n`)
  socket.write('BEGIN\r\n')
  await say(socket, methodCall(1, 'Hello'))
  await say(socket, methodCall(2, 'RequestName', 'org.kde.StatusNotifierWatcher'))
  return () => socket.destroy()
}

async function say(socket: Socket, message: string | Buffer): Promise<void> {
  socket.write(message)
  await once(socket, 'data')
}

/** A call of the bus itself; with a name, also flags 0. */
function methodCall(serial: number, member: string, name?: string): Buffer {
  const body =
    name === undefined ? Buffer.alloc(0) : Buffer.concat([text(name), aligned(text(name), 4), number(0)])
  const fields = [
    field(1, 'o', text('/org/freedesktop/DBus')),
    field(2, 's', text(bus)),
    field(3, 's', text(member)),
    field(6, 's', text(bus)),
    ...(name === undefined ? [] : [field(8, 'g', signature('su'))]),
  ].reduce((all, one) => Buffer.concat([all, aligned(all, 8), one]), Buffer.alloc(0))
  const head = Buffer.from([0x6c, 1, 0, 1])
  const whole = Buffer.concat([head, number(body.length), number(serial), number(fields.length), fields])
  return Buffer.concat([whole, aligned(whole, 8), body])
}

function field(code: number, type: string, value: Buffer): Buffer {
  const beginning = Buffer.concat([Buffer.from([code]), signature(type)])
  return Buffer.concat([beginning, type === 'g' ? Buffer.alloc(0) : aligned(beginning, 4), value])
}

function aligned(before: Buffer, to: number): Buffer {
  return Buffer.alloc((to - (before.length % to)) % to)
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function text(value: string): Buffer {
  return Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])
}

function signature(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)])
}
