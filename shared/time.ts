/** Spans and moments in words, the same in tray, window and command line. All inputs are milliseconds. */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A length of time to the minute: `6 h 12 min`, `4 min`, `less than a minute`. Negative counts as none. */
export function spanInWords(ms: number): string {
  if (ms < minute) return 'less than a minute'
  const days = Math.floor(ms / day)
  const hours = Math.floor((ms % day) / hour)
  const minutes = Math.floor((ms % hour) / minute)
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`
  return `${minutes} min`
}

/** How long ago, at `now`, `then` was: `just now`, `2 min ago`, `3 d ago`. */
export function agoInWords(then: number, now: number): string {
  return now - then < minute ? 'just now' : `${spanInWords(now - then)} ago`
}

/** The local time of day, with the date when it is not today's: `14:02`, `21 Nov 14:02`. */
export function momentInWords(then: number, now: number): string {
  const date = new Date(then)
  const time = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
  if (date.toDateString() === new Date(now).toDateString()) return time
  return `${date.getDate()} ${date.toLocaleString('en', { month: 'short' })} ${time}`
}
