import { expect, test } from 'vitest'
import { demoStartUrl } from '../../testing/idc/organization.ts'
import { corpSession, openDesk, opened, type Desk } from './lanyard.ts'

const link = `${demoStartUrl}/#/console?account_id=637423191929&role_name=AdministratorAccess`

async function openHome(): Promise<Desk> {
  const desk = await openDesk()
  await desk.json(corpSession)
  await desk.json('profile add dev --account 637423191929 --role AdministratorAccess --region eu-west-1')
  return desk
}

test('the console is printed as a link of the portal, and nothing is opened', async () => {
  const desk = await openHome()
  expect(await desk.run('console dev --print')).toMatchObject({ code: 0, stdout: `${link}\n`, stderr: '' })
  const page = encodeURIComponent('https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1')
  expect(await desk.run('console dev --service s3 --print')).toMatchObject({ stdout: `${link}&destination=${page}\n` })
  expect(await desk.json('console dev --region us-east-2 --print')).toEqual({
    url: expect.stringContaining('us-east-2.console.aws.amazon.com%2Fconsole%2Fhome'),
  })
  expect(await opened(desk)).toEqual([])
  expect(desk.demo.requests.entries).toEqual([])
})

test('the console opens in the browser', async () => {
  const desk = await openHome()
  const ran = await desk.run('console dev', { BROWSER: 'true' })
  expect(ran).toMatchObject({ code: 0, stdout: 'Your browser shows the console of dev.\n' })
})

test('a page that is not of the console is refused', async () => {
  const desk = await openHome()
  const ran = await desk.run('console dev --service https://login.example.net/ --print')
  expect(ran).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('login.example.net is not the AWS console'),
  })
})
