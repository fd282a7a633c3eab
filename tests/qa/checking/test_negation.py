import pytest

from tests.qa.checking.tables import faults, rows

DENIED = """
Музей не работает по пятницам. | Музей работает по пятницам с утра. | не работает
Музей работает по пятницам с утра. | Музей не работает по пятницам с утра. | работает
Музей не работает по пятницам. | Музей по пятницам не работает. | -
The ferry doesn't stop at the old pier. | The ferry stops at the old pier. | doesn't stop
The ferry stops at the old pier. | The ferry does not stop at the old pier. | stops
The ferry never runs at night. | Паром ходит ночью. | never runs
Паром не ходит зимой. | The ferry runs in winter. | не ходит
Паром не останавливается у причала. | The ferry passes the pier without stopping. | -
The hall has no windows. | The hall has three large windows. | no windows
There is no lift in the hall. | The hall lacks a lift. | -
The shop sells not only bread. | The shop sells bread and milk. | -
Магазин продаёт не менее десяти сортов хлеба. | В магазине десять сортов хлеба. | -
Вход не бесплатный. | Вход платный. | -
"""
REVERSED = """
Цены на зерно в марте выросли. | Цены на зерно в марте упали на треть. | выросли
Grain prices fell in March. | Grain prices rose sharply in March. | fell
Grain prices rose in March. | Цены на зерно в марте снизились. | rose
Grain prices rose in March. | Цены на зерно в марте выросли. | -
Grain prices rose in March and fell in May. | Цены на зерно упали в мае. | -
Здесь разрешено купаться детям. | Здесь запрещено купаться детям. | разрешено
Swimming here is prohibited. | Купаться здесь разрешено. | prohibited
Купаться здесь не запрещено. | Swimming here is allowed. | -
The northern gate of the park is older. | The southern gate of the park is older. | northern
Музей закрыт по понедельникам. | The museum is open Tuesday to Sunday. | -
Музей открыт по понедельникам. | The museum is closed on Mondays. | открыт
The museum closed its old hall. | The museum opened its old hall. | closed
"""


@pytest.mark.parametrize("line", rows(DENIED + REVERSED))
def test_negation(line: str) -> None:
    found, wanted = faults(line, ["negation"])
    assert found == wanted
