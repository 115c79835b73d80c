import pg from 'pg';
import { databaseFault } from './database-fault.js';

const refused = (code: string) => Object.assign(new pg.DatabaseError('no', 2, 'error'), { code, severity: 'ERROR' });

describe('a refusal by PostgreSQL', () => {
  it.each([
    ['text with U+0000', '22021', 'data'],
    ['a JSON escape that no text has', '22P05', 'data'],
    ['a number that no column holds', '22003', 'data'],
    ['a time before all calendars', '22008', 'data'],
    ['a check', '23514', 'data'],
    ['a missing value', '23502', 'data'],
    ['a row that no index holds', '54000', 'data'],
    ['too many parameters', '08P01', 'data'],
    ['an exception of a function', 'P0001', 'data'],
    ['a key that another transaction has taken', '23505', 'race'],
    ['a serialisation failure', '40001', 'race'],
    ['a deadlock', '40P01', 'race'],
    ['a lock that was not given in time', '55P03', 'outage'],
    ['a lost connection', '08006', 'outage'],
    ['a full disk', '53100', 'outage'],
    ['too many connections', '53300', 'outage'],
    ['a shutdown', '57P01', 'outage'],
    ['a table that is not there yet', '42P01', 'outage'],
    ['a right that is missing', '42501', 'outage'],
  ])('because of %s (%s) is at fault with the %s', (_, code, fault) => {
    expect(databaseFault(refused(code))).toBe(fault);
    expect(databaseFault(new Error('wrapped', { cause: { driverError: refused(code) } }))).toBe(fault);
  });

  it('is none when it comes from elsewhere', () => {
    expect(databaseFault(Object.assign(new Error('no'), { code: 'EPIPE' }))).toBeUndefined();
    expect(databaseFault(undefined)).toBeUndefined();
  });

  it('is looked for in no endless circle of causes', () => {
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    expect(databaseFault(circle)).toBeUndefined();
  });
});
