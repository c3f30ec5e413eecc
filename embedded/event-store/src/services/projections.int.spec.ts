import { NotFoundError, UnknownError } from '@eventstore/db-client';
import { expect } from 'chai';
import { failureOf, serving } from '../testing/served.js';

describe('the projections', () => {
  const served = serving();

  it('of the system are listed, told of, disabled and enabled', async () => {
    const { client } = served();
    const names = (await client.listProjections()).map(({ name }) => name);
    expect(names).to.include.members(['$by_category', '$by_event_type', '$by_correlation_id', '$streams']);
    expect((await client.getProjectionStatus('$by_category')).projectionStatus).to.equal('Running');
    await client.disableProjection('$by_category');
    expect((await client.getProjectionStatus('$by_category')).projectionStatus).to.equal('Stopped');
    await client.enableProjection('$by_category');
    await client.resetProjection('$by_category');
    await client.restartSubsystem();
    expect((await client.getProjectionStatus('$by_category')).projectionStatus).to.equal('Running');
  });

  it('of others are refused with a sentence, and unknown ones are not found', async () => {
    const { client } = served();
    for (const options of [{}, { trackEmittedStreams: true, emitEnabled: true }]) {
      const refused = await failureOf(() => client.createProjection('mine', 'fromAll()', options));
      expect(refused).to.be.instanceOf(UnknownError);
      expect((refused as Error).message)
        .to.contain('UNIMPLEMENTED')
        .and.to.contain('JavaScript');
    }
    for (const work of [
      () => client.getProjectionStatus('mine'),
      () => client.enableProjection('mine'),
      () => client.disableProjection('mine'),
      () => client.resetProjection('mine'),
      () => client.updateProjection('mine', 'fromAll()'),
      () => client.deleteProjection('mine'),
      () => client.getProjectionState('mine'),
      () => client.getProjectionResult('mine'),
    ])
      expect(await failureOf(work)).to.be.instanceOf(NotFoundError);
    const own = await failureOf(() => client.deleteProjection('$streams'));
    expect((own as Error).message).to.contain('is a projection of the system');
  });
});
