import { powerMonitor } from 'electron'

/**
 * The machine woke or was unlocked: what fell due meanwhile is looked at now, for timers slept as well (R9–R12).
 *
 * @param shutDown - The machine goes down: what is held must be durable.
 */
export function watchPower(wake: () => void, shutDown: () => void): void {
  powerMonitor.on('resume', wake)
  powerMonitor.on('unlock-screen', wake)
  powerMonitor.on('shutdown', shutDown)
}
