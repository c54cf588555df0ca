<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>งานพัสดุ</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>งานพัสดุ</h2><h3>ประกาศจัดชื้อจัดจ้าง</h3><p><a href="file/buy_mar67.pdf">จ้างซ่อมหลังคา 21 มี.ค. 67</a></p><h3>สขร.1</h3><p><a href="file/sk1_66.pdf">สิงหาคม 2566</a></p></body>
</html>