import { describe, expect, test } from 'vitest'
import { placeOf } from './link-place.ts'

describe('placeOf', () => {
  test('finds a link among the words of a start, as browsers spell it', () => {
    const link = 'lanyard://import?setup=W3Byb2Zp'
    expect(placeOf(['/opt/Lanyard/lanyard', '--', link])).toEqual({ screen: 'import', text: link })
    expect(placeOf(['LANYARD://IMPORT/'])).toEqual({ screen: 'import', text: 'LANYARD://IMPORT/' })
  })

  test('leads nowhere without a link, or with one that no dialog could hold', () => {
    expect(placeOf(['/opt/Lanyard/lanyard', '--hidden', '/home/me/lanyard:x', 'https://lanyard'])).toBeNull()
    expect(placeOf([`lanyard://import?setup=${'A'.repeat(70_000)}`])).toBeNull()
  })
})
