import { expect } from 'chai';
import { interactionReader, momentOf } from './interaction-row.js';

describe('a row of interactions', () => {
  const read = (header: string, row: string) => interactionReader(header.split(','), 'x.csv')(2, row.split(','));

  it('has its time in ISO 8601 or as a number since 1970', () => {
    const noon = Date.UTC(2011, 11, 9, 12, 50);
    for (const text of [
      ...['2011-12-09T12:50:00Z', '2011-12-09 12:50', '2011-12-09T14:50:00+02:00', '2011-12-09 12:50:00.000'],
      ...[(noon / 1_000).toString(), noon.toString(), (noon * 1_000).toString()],
    ])
      expect(momentOf(text), text).to.equal(noon);
    for (const text of ['', 'yesterday', '2011-13-09', '12/9/2011', '-5', 'NaN'])
      expect(momentOf(text), text).to.equal(undefined);
  });

  it('finds its columns by their usual names, in any order', () => {
    expect(read('timestamp,movieId,userId', '86400,m1,u1')).to.deep.equal({
      user: 'u1',
      item: 'm1',
      timeMs: 86_400_000,
      basket: undefined,
    });
    expect(read('session_id,item_id', 's,i')).to.include({ user: 's', item: 'i', timeMs: undefined });
    expect(read('user,item,time,basket,title', 'u,i,0,b,Red mug')).to.include({ basket: 'b', text: 'Red mug' });
  });

  it('says what is wrong with it', () => {
    expect(read('user,item,time', 'u,i')).to.deep.equal({ fault: '2 columns where the header has 3' });
    expect(read('user,item,time', 'u,,1')).to.deep.equal({ fault: 'the item is empty' });
    expect(read('user,item,time', 'u,i,soon'))
      .to.have.property('fault')
      .that.matches(/"soon" is neither ISO 8601/);
    expect(read('user,item', `${'u'.repeat(201)},i`))
      .to.have.property('fault')
      .that.matches(/longer than 200/);
  });

  it('of a file without users or items is not read', () => {
    expect(() => read('who,what', 'a,b')).to.throw(/no column user, item.*it names "who,what"/);
  });

  it('of the raw Online Retail II counts where a known customer bought goods', () => {
    const header = 'invoice,stock_code,description,quantity,invoice_date,unit_price,customer_id,country';
    const row = (said: string) => read(header, said);
    expect(row('500001,MUG,WHITE MUG,2,2010-01-05 10:00:00,4.50,13000,United Kingdom')).to.deep.equal({
      ...{ user: '13000', item: 'MUG', timeMs: Date.UTC(2010, 0, 5, 10), basket: '500001', text: 'WHITE MUG' },
    });
    for (const none of [
      '500001,MUG,WHITE MUG,2,2010-01-05 10:00:00,4.50,,United Kingdom',
      'C500001,MUG,WHITE MUG,-2,2010-01-05 10:00:00,4.50,13000,United Kingdom',
      '500001,POST,POSTAGE,1,2010-01-05 10:00:00,4.50,13000,United Kingdom',
    ])
      expect(row(none), none).to.equal(undefined);
    expect(row('500001,MUG,WHITE MUG,two,2010-01-05 10:00:00,4.50,13000,United Kingdom')).to.have.property('fault');
  });
});
