/* Merging, reversing and closing. */

/* Step 3: what `a` has started, as read, is refused wherever it could still commit. */
inline settle(openMerges) {
#if FAULT != 93
  m2 = 0;
  do
  :: m2 < MERGES ->
     if
     :: openMerges & bit(m2) ->
        do
        :: d_step {
             w2 = account[victimOf[m2]].version;
             ok = (account[victimOf[m2]].spent & bit(m2)) != 0 || account[victimOf[m2]].by == m2 ||
                  account[victimOf[m2]].status == closed
           };
           if
           :: ok -> break
           :: else
           fi;
           d_step {
             if
             :: account[victimOf[m2]].version == w2 ->
                account[victimOf[m2]].spent = account[victimOf[m2]].spent | bit(m2);
                account[victimOf[m2]].version++
             :: else
             fi
           }
        od
     :: else
     fi;
     atomic { m2++; w2 = 0 }
  :: else -> break
  od;
  atomic { m2 = 0; w2 = 0; ok = false }
#else
  skip
#endif
}

/* `survivor` absorbs `victim`. */
proctype Merge(byte m; byte survivor; byte victim) {
  byte w, w2, m2, open;
  mtype s;
  bool ok;
start:
  atomic { w2 = 0; m2 = 0; open = 0; ok = false;
           s = account[survivor].status; w = account[survivor].version; ok = (account[survivor].started & bit(m)) != 0 };
#if FAULT != 92
  if
  :: ok
  :: else ->
     if
     :: s != live -> goto over
     :: else
     fi;
     d_step {
       if
       :: account[survivor].version == w ->
          account[survivor].started = account[survivor].started | bit(m); account[survivor].version++; ok = true
       :: else
       fi
     };
     if
     :: ok
     :: else -> goto start
     fi;
     may_die
  fi;
#endif
readVictim:
  atomic { s = account[victim].status; w = account[victim].version; open = account[victim].started;
#if FAULT == 94
           ok = account[victim].by == m };
#else
           ok = account[victim].by == m || (account[victim].spent & bit(m)) != 0 };
#endif
  if
  :: ok || s == closed -> goto over
  :: else
  fi;
  if
  :: s == absorbed -> /* went to another: refused here, for ever */
     d_step {
       if
       :: account[victim].version == w -> account[victim].spent = account[victim].spent | bit(m);
          account[victim].version++; ok = true
       :: else
       fi
     };
     if
     :: ok -> goto over
     :: else -> goto readVictim
     fi
  :: else
  fi;
  settle(open);
  may_die;
#if FAULT == 91
  m2 = 0;
  do
  :: m2 < KEYS ->
     if
     :: (account[victim].keys & bit(m2)) ->
        d_step { claim[m2].owner = survivor; claim[m2].version++; nothing_is_wrong() };
        may_die
     :: else
     fi;
     m2++
  :: else -> break
  od;
#endif
  ok = false;
  d_step {
    if
    :: account[victim].version == w ->
       account[victim].status = absorbed;
       account[victim].into = survivor;
       account[victim].by = m;
       account[victim].version++;
       assert(!(merged & bit(m))); /* a merge commits once */
       merged = merged | bit(m);
       no_merge_is_open(victim);
       nothing_is_wrong();
       ok = true
    :: else
    fi
  };
  if
  :: ok -> may_die
  :: else -> goto readVictim
  fi;
over:
  atomic { running--; w = 0; w2 = 0; m2 = 0; open = 0; s = 0; ok = false }
}

proctype Reverse(byte m; byte victim) {
  byte w;
  bool ok;
start:
  atomic { w = account[victim].version; ok = account[victim].status == absorbed && account[victim].by == m };
  if
  :: !ok -> goto over
  :: else
  fi;
  d_step {
    if
    :: account[victim].version == w ->
       account[victim].status = live;
       account[victim].into = NONE;
       account[victim].by = NONE;
       account[victim].spent = account[victim].spent | bit(m);
       account[victim].version++;
       nothing_is_wrong()
    :: else -> ok = false
    fi
  };
  if
  :: ok
  :: else -> goto start
  fi;
over:
  atomic { running--; w = 0; ok = false }
}

proctype Close(byte me) {
  byte w, w2, m2, open, r, q;
  mtype s;
  bool ok;
start:
  atomic { w2 = 0; m2 = 0; r = 0; q = 0; ok = false;
           s = account[me].status; w = account[me].version; open = account[me].started; r = account[me].into };
  if
  :: s == absorbed -> /* only after the account that its subject lives on in */
     do
     :: d_step { s = account[r].status; q = account[r].into };
        if
        :: s == absorbed -> r = q
        :: else -> break
        fi
     od;
     if
     :: s != closed -> goto over
     :: else
     fi
  :: s == live
  :: else -> goto over
  fi;
  settle(open);
  may_die;
#if FAULT == 82
  m2 = 0;
  do
  :: m2 < KEYS ->
     d_step {
       if
       :: claim[m2].owner == me -> claim[m2].owner = NONE; claim[m2].version++
       :: else
       fi
     };
     m2++
  :: else -> break
  od;
  may_die;
#endif
  d_step {
    ok = false;
    if
    :: account[me].version == w ->
       account[me].status = closed; account[me].version++; no_merge_is_open(me); ok = true
    :: else
    fi
  };
  if
  :: ok
  :: else -> goto start
  fi;
over:
  atomic { running--; w = 0; w2 = 0; m2 = 0; open = 0; r = 0; q = 0; s = 0; ok = false }
}
