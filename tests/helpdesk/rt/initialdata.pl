# What docs/helpdesks.md asks an operator to set up, and the people of the tests.
use strict; use warnings;
our (@Queues, @CustomFields, @Users, @ACL, @Final);
push @Users,
  { Name => 'bot', RealName => 'Support bot', EmailAddress => 'bot@vendor.test', Privileged => 1 },
  { Name => 'alice', RealName => 'Alice Agent', EmailAddress => 'alice@vendor.test', Password => 'alice-password', Privileged => 1 },
  { Name => 'sam', RealName => 'Sam Ortiz', EmailAddress => 'sam@infraware.example', Password => 'sam-password', Privileged => 1 };
push @Queues, { Name => 'Support', CorrespondAddress => 'support@vendor.test', CommentAddress => 'support-comment@vendor.test' };
push @CustomFields, { Name => $_, Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', ApplyTo => ['Support'] }
  for 'User', 'Job number', 'Error message', 'Idempotency key';
push @CustomFields, { Name => 'Steps', Type => 'Text', MaxValues => 1, LookupType => 'RT::Queue-RT::Ticket', ApplyTo => ['Support'] };
push @ACL, map { { GroupDomain => 'SystemInternal', GroupType => 'Everyone', Queue => 'Support', Right => $_ } }
  qw(CreateTicket ReplyToTicket);
push @ACL, map { { GroupDomain => 'SystemInternal', GroupType => 'Privileged', Queue => 'Support', Right => $_ } }
  qw(SeeQueue ShowTicket ShowTicketComments CreateTicket ReplyToTicket CommentOnTicket ModifyTicket OwnTicket Watch SeeCustomField ModifyCustomField);
push @ACL, { UserId => 'bot', Right => 'ManageAuthTokens' };
push @Final, sub {
    require RT::AuthToken;
    my $user = RT::User->new(RT->SystemUser); $user->Load('bot');
    my ($ok, $said, $token) = RT::AuthToken->new(RT->SystemUser)->Create(Owner => $user->Id, Description => 'tests');
    die "token: $said" unless $ok;
    open my $file, '>', "$ENV{RT_HOME}/var/token" or die $!; print $file $token; close $file;
};
1;
