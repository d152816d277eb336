import { powerMonitor } from 'electron'

export interface PowerListeners {
  /** The machine woke or was unlocked: what fell due meanwhile is looked at now, for timers slept as well (R9–R12). */
  readonly wake: () => void
  /** Whoever was at the screen has left it. */
  readonly lockScreen: () => void
  /** The machine goes down: what is held must be durable. */
  readonly shutDown: () => void
}

export function watchPower({ wake, lockScreen, shutDown }: PowerListeners): void {
  powerMonitor.on('resume', wake)
  powerMonitor.on('unlock-screen', wake)
  powerMonitor.on('lock-screen', lockScreen)
  powerMonitor.on('shutdown', shutDown)
}
